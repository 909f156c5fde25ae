"use client";
import type { Outputs } from "@/server/api/root";
import { CodeBlock } from "@/ui/code-block";
import { ShownOnceDialog } from "@/ui/shown-once-dialog";

export type ShownKey = Outputs["agents"]["create"];

interface AgentKeyDialogProps {
  readonly shown: ShownKey | null;
  readonly onClose: () => void;
}

export function AgentKeyDialog({ shown, onClose }: AgentKeyDialogProps) {
  if (shown === null) return null;
  const { name, key, command, unit } = shown;
  return (
    <ShownOnceDialog
      onClose={onClose}
      title={`Start ${name}`}
      what="key"
      warning={
        <>
          The key is shown this once; only its hash is kept. Lost keys are replaced with{" "}
          <b>Rotate key</b>.
        </>
      }
    >
      <CodeBlock title="Key" code={key} copyLabel="Copy the key" />
      <div className="space-y-1.5">
        <p className="text-sm">
          On a machine with Node 20.19 or newer that reaches the targets, download it and start it:
        </p>
        <CodeBlock title="Shell" code={command} copyLabel="Copy the command" />
      </div>
      <details className="text-sm">
        <summary className="w-fit rounded font-medium">Keep it running with systemd</summary>
        <div className="mt-2">
          <CodeBlock
            title="/etc/systemd/system/gatehouse-agent.service"
            code={unit}
            copyLabel="Copy the systemd unit"
          />
        </div>
      </details>
    </ShownOnceDialog>
  );
}
