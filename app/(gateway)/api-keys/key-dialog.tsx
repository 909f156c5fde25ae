"use client";
import type { Outputs } from "@/server/api/root";
import { CodeBlock } from "@/ui/code-block";
import { ShownOnceDialog } from "@/ui/shown-once-dialog";
import { Time } from "@/ui/time";

export type ShownKey = Outputs["apiKeys"]["create"];

interface KeyDialogProps {
  readonly shown: ShownKey | null;
  readonly onClose: () => void;
}

export function KeyDialog({ shown, onClose }: KeyDialogProps) {
  if (shown === null) return null;
  const { name, key, command, expiresAt } = shown;
  return (
    <ShownOnceDialog
      onClose={onClose}
      title={`Key ${name}`}
      what="key"
      warning={
        <>
          The key is shown this once; only its hash is kept. It ends <Time at={expiresAt} />.
        </>
      }
    >
      <CodeBlock title="Key" code={key} copyLabel="Copy the key" />
      <CodeBlock title="Header" code={`Authorization: Bearer ${key}`} copyLabel="Copy the header" />
      <div className="space-y-1.5">
        <p className="text-sm">Try it in a shell:</p>
        <CodeBlock title="Shell" code={command} copyLabel="Copy the command" />
      </div>
    </ShownOnceDialog>
  );
}
