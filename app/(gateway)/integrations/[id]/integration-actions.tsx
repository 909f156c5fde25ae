"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../../calls";
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
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const remove = useMutation(
    useTRPC().integrations.delete.mutationOptions({
      onSuccess: () => {
        toast.ok(`Deleted ${name}`);
        router.push("/integrations");
        router.refresh();
      },
    }),
  );
  return (
    <>
      <Button variant="danger-quiet" onClick={() => setOpen(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${name}?`}
        confirm="Delete the integration"
        busy={remove.isPending || remove.isSuccess}
        onConfirm={() => remove.mutate({ id })}
      >
        <p>Nobody is told through it any more. Its secret and its log are destroyed.</p>
        {remove.error && <RefusalNote {...refusalOf(remove.error)} />}
      </ConfirmDialog>
    </>
  );
}
