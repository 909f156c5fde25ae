"use client";
import { useId, useState } from "react";
import { REVIEW_LIMITS } from "@/domain/reviews/review";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { CostOfLeaving } from "./cost-of-leaving";
import type { ItemRow, ReviewDetail } from "./review-page";

interface RevokeDialogProps {
  readonly item: ItemRow;
  readonly opens: ReviewDetail["opens"];
  readonly onClose: () => void;
  readonly onRevoke: (reason: string) => void;
}

/** Asks why, and says what it will cost. Nothing happens before the review is completed. */
export function RevokeDialog({ item, opens, onClose, onRevoke }: RevokeDialogProps) {
  const [reason, setReason] = useState(item.verdict === "revoke" ? item.reason : "");
  const formId = useId();
  const groups = item.groups.map(({ name }) => name);
  const provided = item.groups.filter(({ sources }) => sources.includes("idp"));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Revoke the access of ${item.name}?`}
      description={`Completing the review takes them out of ${groups.join(", ")}.`}
      footer={
        <>
          <Button onClick={onClose}>Leave undecided</Button>
          <Button variant="danger" type="submit" form={formId}>
            Revoke
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          onRevoke(reason);
        }}
      >
        <Field label="Reason" help="Kept with the result and in the audit trail.">
          <Textarea
            required
            autoFocus
            maxLength={REVIEW_LIMITS.reasonCharactersMax}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            placeholder="Changed teams; has not used it since spring."
          />
        </Field>
        <CostOfLeaving opens={opens} groups={groups} />
        {provided.length > 0 && (
          <Note tone="warn">
            {provided.map(({ name }) => name).join(", ")} comes from the identity provider: it must
            be removed there, and the result will say that it was not carried out here.
          </Note>
        )}
      </form>
    </Dialog>
  );
}
