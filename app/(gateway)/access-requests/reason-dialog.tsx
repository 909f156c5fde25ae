"use client";
import { type ReactNode, useId, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Textarea } from "@/ui/field";
import { RefusalNote } from "@/ui/refusal-note";

interface ReasonDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly help: string;
  readonly placeholder?: string;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly charactersMax?: number;
  readonly busy: boolean;
  readonly refusal: PublicRefusal | null;
  readonly onConfirm: (reason: string) => void;
  readonly children?: ReactNode;
}

/** Asks for words that somebody else will read. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { open, onClose, title, help, confirm, busy, refusal, onConfirm, children } = props;
  const [reason, setReason] = useState("");
  const formId = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button
            variant={props.danger === true ? "danger" : "primary"}
            type="submit"
            form={formId}
            busy={busy}
            disabled={reason.trim() === ""}
          >
            {confirm}
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
          if (reason.trim() !== "" && !busy) onConfirm(reason.trim());
        }}
      >
        {children}
        <Field label="Reason" help={help}>
          <Textarea
            required
            autoFocus
            maxLength={props.charactersMax ?? REQUEST_LIMITS.rejectReasonCharactersMax}
            value={reason}
            placeholder={props.placeholder}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {refusal && <RefusalNote {...refusal} />}
      </form>
    </Dialog>
  );
}
