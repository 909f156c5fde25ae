"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../../calls";
import { DeleteThing, useDeleted } from "../../delete-thing";

export function DeleteGuardrail({ id, name }: { readonly id: string; readonly name: string }) {
  const deleted = useDeleted(name, "/guardrails");
  const removal = useMutation(useTRPC().guardrails.delete.mutationOptions(deleted));
  return (
    <DeleteThing
      name={name}
      noun="guardrail"
      removal={removal}
      onConfirm={() => removal.mutate({ id })}
    >
      <p>
        What it is about is sent from then on, unless another guardrail objects. Sessions that it
        met keep its name. Switching it off keeps it for later.
      </p>
    </DeleteThing>
  );
}
