"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../../calls";
import { DeleteThing, useDeleted } from "../../delete-thing";

export function DeleteConnection({ name }: { readonly name: string }) {
  const deleted = useDeleted(name, "/connections");
  const removal = useMutation(useTRPC().connections.delete.mutationOptions(deleted));
  return (
    <DeleteThing
      name={name}
      noun="connection"
      removal={removal}
      onConfirm={() => removal.mutate({ name })}
    >
      <p>
        Nobody can open it any more and its stored password is destroyed. Sessions that were
        recorded on it stay. The target itself is not touched.
      </p>
    </DeleteThing>
  );
}
