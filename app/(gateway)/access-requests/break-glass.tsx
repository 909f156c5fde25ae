"use client";
import { Siren } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { Note } from "@/ui/note";
import { ReasonDialog } from "./reason-dialog";
import type { RequestDetail } from "./request-words";
import type { RequestActions } from "./use-request";

export const ACT_NOW = "Act now (break glass)";

/** What it costs, before somebody does it. */
export function GlassNote() {
  return (
    <Note tone="warn">
      Nobody votes: it is approved at once. It is flagged as FORCED for good, and everyone concerned
      is told with your reason: those who would have decided, and the admins.
    </Note>
  );
}

interface BreakGlassProps {
  readonly request: RequestDetail;
  readonly actions: RequestActions;
}

/** For who asked and may act at once; the gateway says who that is, and decides again. */
export function BreakGlass({ request, actions }: BreakGlassProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { id, revision, kind, connection } = request;
  const close = () => setIsOpen(false);
  return (
    <>
      <Button
        variant="danger-quiet"
        icon={Siren}
        onClick={() => {
          actions.reset();
          setIsOpen(true);
        }}
      >
        {ACT_NOW}
      </Button>
      {isOpen && (
        <ReasonDialog
          open
          onClose={close}
          title={
            kind === "jit" ? `Open the window on ${connection} now?` : "Run it without a vote?"
          }
          help="Told to everyone concerned, and kept with the request."
          placeholder="What cannot wait"
          confirm="Break the glass"
          danger
          busy={actions.breakGlass.isPending}
          refusal={actions.refusal}
          onConfirm={(reason) =>
            actions.breakGlass.mutate({ id, revision, reason }, { onSuccess: close })
          }
        >
          <GlassNote />
        </ReasonDialog>
      )}
    </>
  );
}
