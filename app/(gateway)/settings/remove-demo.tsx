"use client";
import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";

export function RemoveDemo({ people }: { readonly people: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const remove = useMutation(
    useTRPC().demo.remove.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.ok("Demo data removed");
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button variant="danger-quiet" icon={Trash2} onClick={() => setOpen(true)}>
        Remove
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          remove.reset();
          setOpen(next);
        }}
        title="Remove the demo data?"
        confirm="Remove the demo data"
        typeToConfirm="demo"
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        <p>This goes, and does not come back by itself:</p>
        <ul className="list-disc space-y-1 pl-5">
          <li>the connection demo-shop and its database with all its tables</li>
          <li>
            the demo people, who are signed out at once: {people.join(", ") || "none are left"}
          </li>
        </ul>
        <p>
          Sessions that were recorded stay. If you signed in as a demo person, you are signed out.
        </p>
        {remove.error && <RefusalNote {...refusalOf(remove.error)} />}
      </ConfirmDialog>
    </>
  );
}
