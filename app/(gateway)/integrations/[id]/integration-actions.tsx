"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../../calls";
import { DeleteThing, useDeleted } from "../../delete-thing";
import type { IntegrationRow } from "../integration-cards";
import { SecretDialog, type ShownSecret } from "../secret-dialog";

interface IntegrationActionsProps {
  readonly integration: Pick<IntegrationRow, "id" | "name" | "kind">;
}

export function IntegrationActions({ integration }: IntegrationActionsProps) {
  return (
    <>
      {integration.kind === "webhook" && <RotateSecret integration={integration} />}
      <DeleteIntegration integration={integration} />
    </>
  );
}

function RotateSecret({ integration: { id, name } }: IntegrationActionsProps) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<ShownSecret | null>(null);
  const rotate = useMutation(
    useTRPC().integrations.rotateSecret.mutationOptions({
      onSuccess: (answer) => {
        setOpen(false);
        setShown(answer);
      },
    }),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>Rotate secret</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Rotate the secret of ${name}?`}
        confirm="Rotate secret"
        keep="Cancel"
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate({ id })}
      >
        <p>
          From now on everything is signed with the new one alone. Until the receiver has it, it
          refuses what is sent, and that is sent again for a day.
        </p>
        {rotate.error && <RefusalNote {...refusalOf(rotate.error)} />}
      </ConfirmDialog>
      <SecretDialog shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

function DeleteIntegration({ integration: { id, name } }: IntegrationActionsProps) {
  const deleted = useDeleted(name, "/integrations");
  const removal = useMutation(useTRPC().integrations.delete.mutationOptions(deleted));
  return (
    <DeleteThing
      name={name}
      noun="integration"
      removal={removal}
      isTyped={false}
      onConfirm={() => removal.mutate({ id })}
    >
      <p>Nobody is told through it any more. Its secret and its log are destroyed.</p>
    </DeleteThing>
  );
}
