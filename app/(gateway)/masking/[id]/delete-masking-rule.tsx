"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../../calls";
import { DeleteThing, useDeleted } from "../../delete-thing";

export function DeleteMaskingRule({ id, name }: { readonly id: string; readonly name: string }) {
  const deleted = useDeleted(name, "/masking");
  const removal = useMutation(useTRPC().masking.delete.mutationOptions(deleted));
  return (
    <DeleteThing
      name={name}
      noun="masking rule"
      removal={removal}
      onConfirm={() => removal.mutate({ id })}
    >
      <p>
        What only it masks is shown from the next command on, and recorded in clear. Sessions that
        it had a say in keep its name. Switching it off keeps it for later.
      </p>
    </DeleteThing>
  );
}
