"use client";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";

export interface ShownSecret {
  readonly name: string;
  readonly secret: string;
}

interface SecretDialogProps {
  readonly shown: ShownSecret | null;
  readonly onClose: () => void;
}

/** The one time a signing secret is seen. Neither Escape nor a click beside it loses it by accident. */
export function SecretDialog({ shown, onClose }: SecretDialogProps) {
  return (
    <Dialog
      open={shown !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={false}
      size="lg"
      title={shown ? `Signing secret of ${shown.name}` : ""}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept the secret
        </Button>
      }
    >
      {shown && (
        <div className="space-y-4">
          <Note tone="warn">
            The secret is shown this once. A lost one is replaced by rotating it.
          </Note>
          <CodeBlock title="Secret" code={shown.secret} copyLabel="Copy the secret" />
          <p className="text-sm text-muted">
            The receiver verifies <code className="font-mono">webhook-signature</code> with it, as
            any library for Standard Webhooks does, and knows a message that comes again by its{" "}
            <code className="font-mono">webhook-id</code>.
          </p>
        </div>
      )}
    </Dialog>
  );
}
