"use client";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { Note } from "@/ui/note";

export type ShownKey = Outputs["agents"]["create"];

interface AgentKeyDialogProps {
  readonly shown: ShownKey | null;
  readonly onClose: () => void;
}

/** The one time a key is seen. Neither Escape nor a click beside it loses it by accident. */
export function AgentKeyDialog({ shown, onClose }: AgentKeyDialogProps) {
  return (
    <Dialog
      open={shown !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={false}
      size="lg"
      title={shown ? `Start ${shown.name}` : ""}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept the key
        </Button>
      }
    >
      {shown && (
        <div className="space-y-4">
          <Note tone="warn">
            The key is shown this once; only its hash is kept. Lost keys are replaced with{" "}
            <b>Rotate key</b>.
          </Note>
          <CodeBlock title="Key" code={shown.key} copyLabel="Copy the key" />
          <div className="space-y-1.5">
            <p className="text-sm">
              On a machine with Node 20.19 or newer that reaches the targets, download it and start
              it:
            </p>
            <CodeBlock title="Shell" code={shown.command} copyLabel="Copy the command" />
          </div>
          <details className="text-sm">
            <summary className="w-fit rounded font-medium">Keep it running with systemd</summary>
            <div className="mt-2">
              <CodeBlock
                title="/etc/systemd/system/gatehouse-agent.service"
                code={shown.unit}
                copyLabel="Copy the systemd unit"
              />
            </div>
          </details>
        </div>
      )}
    </Dialog>
  );
}
