"use client";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf } from "../calls";

interface DeleteThingProps {
  readonly name: string;
  /** What it is: `group`, `connection`. */
  readonly noun: string;
  readonly removal: {
    readonly isPending: boolean;
    readonly isSuccess: boolean;
    readonly error: unknown;
    readonly reset: () => void;
  };
  readonly onConfirm: () => void;
  /** Whether its name is typed first; for what cannot be made again by hand. */
  readonly isTyped?: boolean;
  /** What it would affect is still being looked at. */
  readonly isLooking?: boolean;
  readonly onAsk?: (isAsking: boolean) => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** The button of a page that deletes what the page is about, and asks once more. */
export function DeleteThing(props: DeleteThingProps) {
  const { name, noun, removal, onConfirm, isTyped = true, isLooking = false, onAsk } = props;
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    removal.reset();
    setOpen(next);
    onAsk?.(next);
  };
  return (
    <>
      <Button variant="danger-quiet" icon={Trash2} onClick={() => change(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={change}
        title={`Delete ${name}?`}
        confirm={`Delete the ${noun}`}
        {...(isTyped && { typeToConfirm: name })}
        busy={removal.isPending || removal.isSuccess || isLooking}
        onConfirm={onConfirm}
      >
        {props.children}
        {removal.error != null && <RefusalNote {...refusalOf(removal.error)} />}
      </ConfirmDialog>
    </>
  );
}

/** Once it is gone its page leads to the list, which no longer shows it. */
export function useDeleted(name: string, listHref: string) {
  const router = useRouter();
  return {
    onSuccess: () => {
      toast.ok(`Deleted ${name}`);
      router.push(listHref);
      router.refresh();
    },
  };
}
