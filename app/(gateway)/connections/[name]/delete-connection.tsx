"use client";
import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../../calls";

export function DeleteConnection({ name }: { readonly name: string }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const remove = useMutation(
    useTRPC().connections.delete.mutationOptions({
      onSuccess: () => {
        toast.ok(`Deleted ${name}`);
        router.push("/connections");
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button variant="danger-quiet" icon={Trash2} onClick={() => setOpen(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => {
          remove.reset();
          setOpen(next);
        }}
        title={`Delete ${name}?`}
        confirm="Delete the connection"
        typeToConfirm={name}
        busy={remove.isPending || remove.isSuccess}
        onConfirm={() => remove.mutate({ name })}
      >
        <p>
          Nobody can open it any more and its stored password is destroyed. Sessions that were
          recorded on it stay. The target itself is not touched.
        </p>
        {remove.error && <RefusalNote {...refusalOf(remove.error)} />}
      </ConfirmDialog>
    </>
  );
}
