"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../../calls";
import { DeleteThing, useDeleted } from "../../delete-thing";

export function DeleteRule({ id, name }: { readonly id: string; readonly name: string }) {
  const deleted = useDeleted(name, "/access-rules");
  const removal = useMutation(useTRPC().accessRules.delete.mutationOptions(deleted));
  return (
    <DeleteThing name={name} noun="rule" removal={removal} onConfirm={() => removal.mutate({ id })}>
      <p>
        Whoever may use its connections then uses them without asking, unless another rule asks.
        Switching it off keeps it for later.
      </p>
    </DeleteThing>
  );
}
