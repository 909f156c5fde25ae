"use client";
import { useDeferredValue, useId, useState } from "react";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input, Textarea } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";
import { SqlDiff } from "@/ui/sql-block";
import { refusalOf } from "../../../calls";
import type { RequestDetail } from "../request-words";
import { ceilingTyped } from "../row-ceiling";
import type { RequestActions } from "../use-request";

interface ModifyDialogProps {
  readonly request: RequestDetail;
  readonly modify: RequestActions["modify"];
  readonly onClose: () => void;
}

/** An approver edits the command; who asked sees the difference and accepts it, or not. */
export function ModifyDialog({ request, modify, onClose }: ModifyDialogProps) {
  const { id, requester } = request;
  const formId = useId();
  const { before, draft, setDraft, affectedRowsMax, isSame } = useEdit(request);
  const shown = useDeferredValue(draft.command);
  const isReady = !isSame && affectedRowsMax !== undefined;
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
            disabled={!isReady}
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
          if (!isReady) return;
          const { command } = draft;
          const edit = { id, revision: before.revision, command, affectedRowsMax };
          modify.mutate(edit, { onSuccess: onClose });
        }}
      >
        <Field label="Command">
          <Textarea
            autoFocus
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            value={draft.command}
            onChange={(event) => setDraft({ ...draft, command: event.target.value })}
            className="min-h-40 font-mono leading-5"
          />
        </Field>
        <Field
          label="Row ceiling"
          optional
          help="If it changes more rows than this, all of it is rolled back."
          error={affectedRowsMax === undefined ? "A number of rows, or nothing." : null}
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={draft.ceiling}
            onChange={(event) => setDraft({ ...draft, ceiling: event.target.value })}
            className="max-w-40"
          />
        </Field>
        {before.command !== draft.command && (
          <SqlDiff before={before.command} after={shown} title="What you change" />
        )}
        {modify.error && <RefusalNote {...refusalOf(modify.error)} />}
      </form>
    </Dialog>
  );
}

/** What was opened is edited: a newer revision that comes meanwhile is refused, not overwritten. */
function useEdit({ revision, command, affectedRowsMax: rowsMax }: RequestDetail) {
  const [before] = useState({ revision, command, ceiling: rowsMax === null ? "" : `${rowsMax}` });
  const [draft, setDraft] = useState(before);
  const affectedRowsMax = ceilingTyped(draft.ceiling, REQUEST_LIMITS.affectedRowsMaxMax);
  const isSame =
    draft.command.trim() === "" ||
    (draft.command === before.command && draft.ceiling.trim() === before.ceiling);
  return { before, draft, setDraft, affectedRowsMax, isSame };
}
