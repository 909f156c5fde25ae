"use client";
import type { PublicRefusal } from "@/domain/refusal";
import { ConfirmDialog } from "@/ui/dialog";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { SqlBlock } from "@/ui/sql-block";
import type { RequestDetail } from "../request-words";

interface ApproveDialogProps {
  readonly request: RequestDetail;
  readonly busy: boolean;
  readonly refusal: PublicRefusal | null;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks once more: where the risk is high, and where a link asks for the decision. */
export function ApproveDialog(props: ApproveDialogProps) {
  const { requester, connection, kind, command, reason, risk, riskReasons } = props.request;
  const isHigh = risk === "high";
  return (
    <ConfirmDialog
      open
      onOpenChange={props.onClose}
      title={isHigh ? "Approve a command of high risk?" : "Approve this request?"}
      confirm="Approve"
      keep="Not yet"
      danger={isHigh}
      busy={props.busy}
      onConfirm={props.onConfirm}
    >
      <p>
        {requester.name} wants {kind === "jit" ? "a window on" : "to run this on"}{" "}
        <b className="font-semibold">{connection}</b>.
      </p>
      {kind === "action" && <SqlBlock sql={command} />}
      {reason !== "" && <p className="break-words whitespace-pre-wrap text-muted">Why: {reason}</p>}
      {isHigh && <Note tone="warn">{riskReasons.join(" ") || "It is of high risk."}</Note>}
      {props.refusal && <RefusalNote {...props.refusal} />}
    </ConfirmDialog>
  );
}
