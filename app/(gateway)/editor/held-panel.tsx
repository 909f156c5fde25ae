"use client";
import { ExternalLink, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { PublicRefusal } from "@/domain/refusal";
import { isUndecided, type RequestState } from "@/domain/requests/request";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Countdown } from "@/ui/countdown";
import { Link } from "@/ui/link";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { Time } from "@/ui/time";
import { Calls, refusalOf } from "../../calls";
import type { ResultStore } from "../../stream/result-store";
import { useRequestMoved } from "../../stream/use-requests-changed";
import { Demands, Votes, WaitingFor } from "../access-requests/approvals";
import { ownButtons } from "../access-requests/own-buttons";
import { ProposedDiff } from "../access-requests/proposal";
import { RequestStateBadge } from "../access-requests/request-badges";
import { type RequestDetail, requestHref, standingWords } from "../access-requests/request-words";
import { RowCeiling } from "../access-requests/row-ceiling";
import { useRequest, useRequestActions } from "../access-requests/use-request";
import type { HeldSession } from "./use-held-run";

interface HeldPanelProps {
  readonly requestId: string;
  /** It was sent from this page, which has waited ever since. */
  readonly beganHere: boolean;
  readonly store: ResultStore;
  /** Runs it; answers why not, or `null`. */
  readonly onRun: (held: HeldSession) => Promise<PublicRefusal | null>;
  /** It was run somewhere: its session is read instead. */
  readonly onFollow: (held: HeldSession) => Promise<null>;
  readonly onGoOn: (sessionId: string) => void;
  readonly onClose: () => void;
}

/** In the place of the result, while a command waits for its approval. */
export function HeldPanel(props: HeldPanelProps) {
  return (
    <section aria-label="Results" className="h-full overflow-auto bg-canvas">
      <Calls>
        <Held {...props} />
      </Calls>
    </section>
  );
}

function Held(props: HeldPanelProps) {
  const { requestId, onClose } = props;
  const { data: request, error, dataUpdatedAt, refetch } = useRequest(requestId);
  const { refusal, run } = useGoingOn({ ...props, request, dataUpdatedAt, refetch });
  if (request === undefined) {
    return (
      <div className="space-y-3 p-4">
        {error === null ? (
          <p role="status" className="text-sm text-muted">
            Held. Asking for its request…
          </p>
        ) : (
          <>
            <RefusalNote {...refusalOf(error)} />
            <Button onClick={onClose}>Close</Button>
          </>
        )}
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-3xl space-y-4 p-4">
      <Head request={request} />
      <Standing request={request} />
      {request.state === "proposed" && <ProposedDiff request={request} />}
      {request.state === "pending" && <RowCeiling rowsMax={request.affectedRowsMax} />}
      <Approval request={request} />
      <Why request={request} />
      {refusal && <RefusalNote {...refusal} />}
      <Buttons request={request} onRun={() => void run()} onClose={onClose} />
    </div>
  );
}

function Head({ request }: { readonly request: RequestDetail }) {
  const { id, state, expiresAt } = request;
  const waits = isUndecided(state);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span role="status" className="flex items-center gap-2">
        {waits && <Badge tone="info">HELD</Badge>}
        <RequestStateBadge state={state} />
      </span>
      <Link
        href={requestHref(id)}
        className="inline-flex min-h-6 items-center gap-1 rounded font-mono text-xs text-accent hover:text-accent-hover"
      >
        {id}
        <ExternalLink aria-hidden className="size-3.5" />
      </Link>
      {(waits || state === "approved") && (
        <span className="text-muted sm:ml-auto">
          {waits ? "expires in " : "may be run for "}
          <b className="font-medium text-ink">
            <Countdown until={expiresAt} />
          </b>
        </span>
      )}
    </div>
  );
}

function Standing({ request: { state, because } }: { readonly request: RequestDetail }) {
  if (state === "pending") {
    return (
      <p className="text-sm text-muted">
        Nothing has run. Once it is approved it runs here by itself, also after a reload; the editor
        above stays free for the next command.
      </p>
    );
  }
  return (
    <Note tone={state === "approved" ? "ok" : state === "cancelled" ? "info" : "warn"}>
      {standingWords("action", state)}
      {because !== null && <span className="mt-0.5 block text-muted">{because}</span>}
    </Note>
  );
}

function Approval({ request }: { readonly request: RequestDetail }) {
  const { state, demands, votes, revision } = request;
  if (!isUndecided(state)) return votes.length > 0 && <Votes votes={votes} revision={revision} />;
  return (
    <div className="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-low">
      <Demands demands={demands} forced={request.forced} />
      {votes.length > 0 && <Votes votes={votes} revision={revision} />}
      <WaitingFor request={request} />
    </div>
  );
}

function Why({ request: { reason, notes } }: { readonly request: RequestDetail }) {
  if (reason === "" && notes.length === 0) return null;
  return (
    <div className="space-y-1 text-sm break-words">
      {reason !== "" && (
        <p>
          <span className="text-muted">Reason: </span>
          <span className="whitespace-pre-wrap">{reason}</span>
        </p>
      )}
      {notes.map(({ text, at }) => (
        <p key={at.getTime()}>
          <span className="text-muted">
            Added <Time at={at} />:{" "}
          </span>
          <span className="whitespace-pre-wrap">{text}</span>
        </p>
      ))}
    </div>
  );
}

interface ButtonsProps {
  readonly request: RequestDetail;
  readonly onRun: () => void;
  readonly onClose: () => void;
}

function Buttons({ request, onRun, onClose }: ButtonsProps) {
  const actions = useRequestActions();
  const isOver = !isUndecided(request.state) && request.state !== "approved";
  return (
    <>
      {actions.refusal && <RefusalNote {...actions.refusal} />}
      <div className="flex flex-wrap gap-2">
        {ownButtons({ request, actions })}
        {request.rights.mayRun && (
          <Button variant="primary" icon={Play} onClick={onRun}>
            Run now
          </Button>
        )}
        {isOver && <Button onClick={onClose}>Close</Button>}
      </div>
    </>
  );
}

const STARTED: readonly RequestState[] = ["running", "executed", "failed", "unknown"];

interface GoingOn extends HeldPanelProps {
  readonly request: RequestDetail | undefined;
  readonly dataUpdatedAt: number;
  readonly refetch: () => Promise<unknown>;
}

/**
 * Runs what was approved while this page waited for it, at once and once; reads what runs elsewhere.
 * What was approved before the page came is run by a click only: nobody may be waiting for it any more.
 */
function useGoingOn(props: GoingOn) {
  const { request, dataUpdatedAt, store, onRun, onFollow, onGoOn, refetch } = props;
  const [refusal, setRefusal] = useState<PublicRefusal | null>(null);
  const seenWaiting = useRef(props.beganHere);
  const isGoing = useRef(false);
  const latest = useRef({ store, onRun, onFollow, onGoOn, refetch });
  useEffect(() => {
    latest.current = { store, onRun, onFollow, onGoOn, refetch };
  }, [store, onRun, onFollow, onGoOn, refetch]);

  async function go(about: RequestDetail, how: "run" | "follow") {
    const { id: requestId, sessionId, command: statement } = about;
    if (sessionId === null || isGoing.current) return;
    isGoing.current = true;
    const now = latest.current;
    const held = { requestId, sessionId, statement, store: now.store };
    setRefusal(null);
    const no = await (how === "run" ? now.onRun(held) : now.onFollow(held));
    if (no === null) {
      now.onGoOn(sessionId);
      return;
    }
    isGoing.current = false;
    // Not sent: the next look at it, once there is a connection again, tries anew.
    seenWaiting.current = no.code === "STREAM.OFFLINE";
    // Another tab was faster: the request says so, and then its session is read.
    if (no.code !== "REQUEST.CHANGED") setRefusal(no);
    await now.refetch();
  }
  const goNow = useRef(go);
  useEffect(() => {
    goNow.current = go;
  });

  // Not asked for first: who waits for it should not wait longer than for the gateway's own word.
  useRequestMoved(props.requestId, (to) => {
    if (to !== "approved" || request?.isOwn !== true || !seenWaiting.current) return;
    void goNow.current(request, "run");
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew each time it was asked for.
  useEffect(() => {
    if (request === undefined || !request.isOwn) return;
    if (isUndecided(request.state)) seenWaiting.current = true;
    else if (STARTED.includes(request.state)) void goNow.current(request, "follow");
    else if (request.rights.mayRun && seenWaiting.current) void goNow.current(request, "run");
  }, [request, dataUpdatedAt]);

  return { refusal, run: async () => request && (await go(request, "run")) };
}
