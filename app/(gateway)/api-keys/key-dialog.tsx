"use client";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";
import { Time } from "@/ui/time";

export type ShownKey = Outputs["apiKeys"]["create"];

interface KeyDialogProps {
  readonly shown: ShownKey | null;
  readonly onClose: () => void;
}

/** The one time a key is seen. Neither Escape nor a click beside it loses it by accident. */
export function KeyDialog({ shown, onClose }: KeyDialogProps) {
  return (
    <Dialog
      open={shown !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={false}
      size="lg"
      title={shown ? `Key ${shown.name}` : ""}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept the key
        </Button>
      }
    >
      {shown && (
        <div className="space-y-4">
          <Note tone="warn">
            The key is shown this once; only its hash is kept. It ends <Time at={shown.expiresAt} />
            .
          </Note>
          <CodeBlock title="Key" code={shown.key} copyLabel="Copy the key" />
          <CodeBlock
            title="Header"
            code={`Authorization: Bearer ${shown.key}`}
            copyLabel="Copy the header"
          />
          <div className="space-y-1.5">
            <p className="text-sm">Try it in a shell:</p>
            <CodeBlock title="Shell" code={shown.command} copyLabel="Copy the command" />
          </div>
        </div>
      )}
    </Dialog>
  );
}
