"use client";
import { Check, Pencil, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/ui/button";
import { RefusalNote } from "@/ui/refusal-note";
import { AskWindow } from "../ask-window";
import { ownButtons } from "../own-buttons";
import { ReasonDialog } from "../reason-dialog";
import type { RequestDetail } from "../request-words";
import { type RequestActions, useRequestActions } from "../use-request";
import { ApproveDialog } from "./approve-dialog";
import type { AskedDecision } from "./asked-decision";
import { ModifyDialog } from "./modify-dialog";
import type { Reader } from "./request-page";
import { RunApproved } from "./run-approved";
import { type Asking, useAsking } from "./use-asking";
import { useDecisionKeys } from "./use-decision-keys";

interface DecideProps {
  readonly request: RequestDetail;
  readonly reader: Reader;
  readonly asked: AskedDecision | null;
}

/** Everything that this person may do with the request now; on a phone within reach of a thumb. */
export function Decide({ request, reader, asked }: DecideProps) {
  const { id, revision, rights, risk } = request;
  const canVote = rights.mayVote && !hasVoted(request, reader);
  const actions = useRequestActions();
  const { asking, open, close } = useAsking({ revision, canVote, asked });
  const ask = (what: Asking) => {
    actions.reset();
    open(what);
  };
  const approve = () => actions.vote.mutate({ id, revision, verdict: "approve" });
  const onApprove = () => (risk === "high" ? ask("approve") : approve());
  const isListening = useDecisionKeys(canVote && asking === null && !actions.isBusy, {
    a: onApprove,
    r: () => ask("reject"),
  });
  const buttons = buttonsOf({ request, canVote, isListening, actions, ask, onApprove });
  return (
    <>
      {buttons.length > 0 && (
        <fieldset
          aria-label="What you can do"
          className="flex flex-wrap items-center gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:z-20 max-md:flex-nowrap max-md:overflow-x-auto max-md:border-t max-md:border-line max-md:bg-surface max-md:p-2 max-md:shadow-high max-md:[&>button]:h-11 max-md:[&>button]:flex-1"
        >
          {buttons}
        </fieldset>
      )}
      {actions.refusal && asking === null && (
        <div className="basis-full">
          <RefusalNote {...actions.refusal} />
        </div>
      )}
      {rights.mayVote && !canVote && <p className="text-sm text-muted">You have approved it.</p>}
      <Dialogs request={request} actions={actions} asking={asking} close={close} />
    </>
  );
}

/** On the text in force: then no second word of theirs is needed. */
function hasVoted({ votes, revision, waitingFor }: RequestDetail, { email, name }: Reader) {
  const isWaitedFor = waitingFor.some((one) => one.email === email);
  return !isWaitedFor && votes.some((one) => one.name === name && one.revision === revision);
}

interface ButtonsInput {
  readonly request: RequestDetail;
  readonly canVote: boolean;
  /** The keys of the buttons are heard; only then are they said. */
  readonly isListening: boolean;
  readonly actions: RequestActions;
  readonly ask: (what: Asking) => void;
  readonly onApprove: () => void;
}

/** The one that goes on stands last. */
function buttonsOf(input: ButtonsInput): ReactNode[] {
  const { request, actions } = input;
  return [
    ...decidingButtons(input),
    ...windowButtons(request),
    ...ownButtons({ request, actions }),
    request.rights.mayRun && <RunApproved key="run" request={request} />,
  ].filter((button) => button !== false);
}

function decidingButtons(input: ButtonsInput): ReactNode[] {
  const { request, canVote, isListening, actions, ask, onApprove } = input;
  const { rights, isOwn } = request;
  const heard = (key: string) => (isListening ? key : undefined);
  return [
    rights.mayModify && (
      <Button key="modify" icon={Pencil} onClick={() => ask("modify")}>
        Modify
      </Button>
    ),
    canVote && (
      <Button
        key="reject"
        variant="danger-quiet"
        icon={X}
        title="Reject (r)"
        aria-keyshortcuts={heard("r")}
        onClick={() => ask("reject")}
      >
        Reject
      </Button>
    ),
    canVote && (
      <Button
        key="approve"
        variant="primary"
        icon={Check}
        title="Approve (a)"
        aria-keyshortcuts={heard("a")}
        busy={actions.vote.isPending}
        onClick={onApprove}
      >
        Approve
      </Button>
    ),
    rights.mayRevoke && !isOwn && (
      <Button key="revoke" variant="danger-quiet" icon={Undo2} onClick={() => ask("revoke")}>
        Revoke
      </Button>
    ),
  ];
}

function windowButtons({ kind, state, isOwn, connection, id }: RequestDetail): ReactNode[] {
  if (!isOwn || kind !== "jit") return [];
  if (state === "approved") {
    const label = "Ask for more time";
    return [<AskWindow key="more" connection={connection} refersToId={id} label={label} />];
  }
  return [
    isOverForGood(state) && <AskWindow key="again" connection={connection} label="Ask again" />,
  ];
}

function isOverForGood(state: RequestDetail["state"]): boolean {
  return ["executed", "rejected", "expired", "cancelled", "revoked", "void"].includes(state);
}

interface DialogsProps {
  readonly request: RequestDetail;
  readonly actions: RequestActions;
  readonly asking: Asking;
  readonly close: () => void;
}

function Dialogs({ request, actions, asking, close }: DialogsProps) {
  const { id, revision, requester, kind } = request;
  const { refusal } = actions;
  const done = { onSuccess: close };
  switch (asking) {
    case null:
      return null;
    case "approve":
      return (
        <ApproveDialog
          request={request}
          busy={actions.vote.isPending}
          refusal={refusal}
          onClose={close}
          onConfirm={() => actions.vote.mutate({ id, revision, verdict: "approve" }, done)}
        />
      );
    case "reject":
      return (
        <ReasonDialog
          open
          onClose={close}
          title="Reject this request?"
          help={`Shown to ${requester.name}. One rejection ends the request.`}
          placeholder="What is wrong with it, and what would be better"
          confirm="Reject"
          danger
          busy={actions.vote.isPending}
          refusal={refusal}
          onConfirm={(reason) =>
            actions.vote.mutate({ id, revision, verdict: "reject", reason }, done)
          }
        />
      );
    case "revoke":
      return (
        <ReasonDialog
          open
          onClose={close}
          title={kind === "jit" ? "Close this window now?" : "Take the approval back?"}
          help={
            kind === "jit"
              ? `Shown to ${requester.name}. What runs under it is cut within a second.`
              : `Shown to ${requester.name}. The command can not be run any more.`
          }
          confirm="Revoke"
          danger
          busy={actions.revoke.isPending}
          refusal={refusal}
          onConfirm={(reason) => actions.revoke.mutate({ id, reason }, done)}
        />
      );
    case "modify":
      return <ModifyDialog request={request} modify={actions.modify} onClose={close} />;
  }
}
