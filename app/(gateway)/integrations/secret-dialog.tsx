"use client";
import { CodeBlock } from "@/ui/code-block";
import { ShownOnceDialog } from "@/ui/shown-once-dialog";

export interface ShownSecret {
  readonly name: string;
  readonly secret: string;
}

interface SecretDialogProps {
  readonly shown: ShownSecret | null;
  readonly onClose: () => void;
}

export function SecretDialog({ shown, onClose }: SecretDialogProps) {
  if (shown === null) return null;
  return (
    <ShownOnceDialog
      onClose={onClose}
      title={`Signing secret of ${shown.name}`}
      what="secret"
      warning="The secret is shown this once. A lost one is replaced by rotating it."
    >
      <CodeBlock title="Secret" code={shown.secret} copyLabel="Copy the secret" />
      <p className="text-sm text-muted">
        The receiver verifies <code className="font-mono">webhook-signature</code> with it, as every
        library for Standard Webhooks does, and knows a message that comes again by its{" "}
        <code className="font-mono">webhook-id</code>.
      </p>
    </ShownOnceDialog>
  );
}
