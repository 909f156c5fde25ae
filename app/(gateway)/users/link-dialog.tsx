"use client";
import { CodeBlock } from "@/ui/code-block";
import { ShownOnceDialog } from "@/ui/shown-once-dialog";
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

export function LinkDialog({ shown, onClose }: LinkDialogProps) {
  if (shown === null) return null;
  const { name, url, expiresAt } = shown;
  return (
    <ShownOnceDialog
      onClose={onClose}
      size="md"
      title={`Link for ${name}`}
      what="link"
      warning={
        <>
          Send it to {name} by a way that only they read. It is shown this once, works once, and
          ends <Time at={expiresAt} />.
        </>
      }
    >
      <CodeBlock title="One-time link" code={url} copyLabel="Copy the link" />
      <p className="text-sm text-muted">
        Whoever opens it sets the password of this account and is signed in.
      </p>
    </ShownOnceDialog>
  );
}
