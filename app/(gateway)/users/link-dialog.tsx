"use client";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";
import { Time } from "@/ui/time";

export interface ShownLink {
  readonly name: string;
  readonly url: string;
  readonly expiresAt: Date;
}

interface LinkDialogProps {
  readonly shown: ShownLink | null;
  readonly onClose: () => void;
}

/** The one time a link is seen. Neither Escape nor a click beside it loses it by accident. */
export function LinkDialog({ shown, onClose }: LinkDialogProps) {
  return (
    <Dialog
      open={shown !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={false}
      size="md"
      title={shown ? `Link for ${shown.name}` : ""}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept the link
        </Button>
      }
    >
      {shown && (
        <div className="space-y-4">
          <Note tone="warn">
            Send it to {shown.name} by a way that only they read. It is shown this once, works once,
            and ends <Time at={shown.expiresAt} />.
          </Note>
          <CodeBlock title="One-time link" code={shown.url} copyLabel="Copy the link" />
          <p className="text-sm text-muted">
            Whoever opens it sets the password of this account and is signed in.
          </p>
        </div>
      )}
    </Dialog>
  );
}
