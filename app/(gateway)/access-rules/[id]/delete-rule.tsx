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

export function DeleteRule({ id, name }: { readonly id: string; readonly name: string }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const remove = useMutation(
    useTRPC().accessRules.delete.mutationOptions({
      onSuccess: () => {
        toast.ok(`Deleted ${name}`);
        router.push("/access-rules");
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
        confirm="Delete the rule"
        typeToConfirm={name}
        busy={remove.isPending || remove.isSuccess}
        onConfirm={() => remove.mutate({ id })}
      >
        <p>
          Whoever may use its connections then uses them without asking, unless another rule asks.
          Switching it off keeps it for later.
        </p>
        {remove.error && <RefusalNote {...refusalOf(remove.error)} />}
      </ConfirmDialog>
    </>
  );
}
