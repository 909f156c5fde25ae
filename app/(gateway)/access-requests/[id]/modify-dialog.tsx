"use client";
import { useDeferredValue, useId, useState } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Textarea } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { SqlDiff } from "@/ui/sql-block";
import { refusalOf } from "../../../calls";
import type { RequestDetail } from "../request-words";
import type { RequestActions } from "../use-request";

interface ModifyDialogProps {
  readonly request: RequestDetail;
  readonly modify: RequestActions["modify"];
  readonly onClose: () => void;
}

/** An approver edits the command; who asked sees the difference and accepts it, or not. */
export function ModifyDialog({ request, modify, onClose }: ModifyDialogProps) {
  const { id, revision, requester } = request;
  const formId = useId();
  // What was opened is edited: a newer revision that comes meanwhile is refused, not overwritten.
  const [before] = useState({ revision, command: request.command });
  const [command, setCommand] = useState(before.command);
  const shown = useDeferredValue(command);
  const isSame = command === before.command || command.trim() === "";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title="Modify the command"
      description={`A new revision: earlier votes count no more, yours counts, and it runs only after ${requester.name} has accepted it.`}
      footer={
        <>
          <Button onClick={onClose}>Leave it as it is</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            disabled={isSame}
            busy={modify.isPending}
          >
            Propose
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (isSame) return;
          modify.mutate({ id, revision: before.revision, command }, { onSuccess: onClose });
        }}
      >
        <Field label="Command">
          <Textarea
            autoFocus
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            value={command}
            onChange={(event) => setCommand(event.target.value)}
            className="min-h-40 font-mono leading-5"
          />
        </Field>
        {!isSame && <SqlDiff before={before.command} after={shown} title="What you change" />}
        {modify.error && <RefusalNote {...refusalOf(modify.error)} />}
      </form>
    </Dialog>
  );
}
