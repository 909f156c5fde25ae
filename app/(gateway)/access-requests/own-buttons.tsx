"use client";
import { Bell, Check, MessageSquarePlus, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { Button } from "@/ui/button";
import { toast } from "@/ui/toast";
import { BreakGlass } from "./break-glass";
import { ReasonDialog } from "./reason-dialog";
import type { RequestDetail } from "./request-words";
import type { RequestActions } from "./use-request";

interface OwnButtonsProps {
  readonly request: RequestDetail;
  readonly actions: RequestActions;
}

/** What one can do with a request of one's own while it is open. */
export function ownButtons({ request, actions }: OwnButtonsProps): ReactNode[] {
  const { id, revision, rights, state, kind } = request;
  const buttons: ReactNode[] = [];
  // An edit waits for their own answer: there is nobody to remind.
  if (rights.mayAdd && !rights.mayAnswer) {
    buttons.push(
      <AddToReason key="note" id={id} actions={actions} />,
      <Button
        key="nudge"
        icon={Bell}
        busy={actions.nudge.isPending}
        onClick={() => {
          actions.reset();
          actions.nudge.mutate({ id }, { onSuccess: () => toast.ok("They were told again") });
        }}
      >
        Nudge
      </Button>,
    );
  }
  if (rights.mayBreakGlass) {
    buttons.push(<BreakGlass key="break-glass" request={request} actions={actions} />);
  }
  if (rights.mayCancel) {
    buttons.push(
      <Button
        key="cancel"
        icon={Undo2}
        busy={actions.cancel.isPending}
        onClick={() => {
          actions.reset();
          actions.cancel.mutate({ id });
        }}
      >
        {state === "approved" ? (kind === "jit" ? "Give back" : "Do not run it") : "Withdraw"}
      </Button>,
    );
  }
  if (rights.mayAnswer) {
    buttons.push(
      <Button
        key="accept"
        variant="primary"
        icon={Check}
        busy={actions.accept.isPending}
        onClick={() => {
          actions.reset();
          actions.accept.mutate({ id, revision });
        }}
      >
        Accept
      </Button>,
    );
  }
  return buttons;
}

function AddToReason({ id, actions }: { readonly id: string; readonly actions: RequestActions }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        icon={MessageSquarePlus}
        onClick={() => {
          actions.reset();
          setIsOpen(true);
        }}
      >
        Add to the reason
      </Button>
      {isOpen && (
        <ReasonDialog
          open
          onClose={() => setIsOpen(false)}
          title="Add to the reason"
          help="Those who decide see it at once. What you said before stays."
          confirm="Add"
          charactersMax={REQUEST_LIMITS.noteCharactersMax}
          busy={actions.addNote.isPending}
          refusal={actions.refusal}
          onConfirm={(text) =>
            actions.addNote.mutate({ id, text }, { onSuccess: () => setIsOpen(false) })
          }
        />
      )}
    </>
  );
}
