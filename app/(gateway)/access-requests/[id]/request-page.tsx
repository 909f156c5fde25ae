"use client";
import { isOpenRequest } from "@/domain/requests/request";
import { RiskBadge } from "@/ui/badge";
import { Countdown } from "@/ui/countdown";
import { Note } from "@/ui/note";
import { Page, Panel } from "@/ui/page";
import { SqlBlock } from "@/ui/sql-block";
import { Time } from "@/ui/time";
import { Demands, Votes, WaitingFor } from "../approvals";
import { ProposedDiff } from "../proposal";
import { ForcedBadge, RequestKindBadge, RequestStateBadge } from "../request-badges";
import { type RequestDetail, standingWords } from "../request-words";
import { RowCeiling } from "../row-ceiling";
import { useRequest } from "../use-request";
import type { AskedDecision } from "./asked-decision";
import { Decide } from "./decide";
import { Earlier } from "./earlier";
import { WhatItWouldDo } from "./effect";
import { RequestFacts } from "./request-facts";
import { Revisions } from "./revisions";

/** Who looks at it, and what else they may look at. */
export interface Reader {
  readonly name: string;
  readonly email: string;
  readonly seesSessions: boolean;
  /** Also those of others. */
  readonly seesAllSessions: boolean;
  readonly seesConnections: boolean;
}

interface RequestPageProps {
  readonly initial: RequestDetail;
  readonly reader: Reader;
  /** What the link that led here asks for. */
  readonly asked: AskedDecision | null;
}

/** One request, to be decided in one look: what, who, why, how risky, who else. */
export function RequestPage({ initial, reader, asked }: RequestPageProps) {
  const { data: request = initial } = useRequest(initial.id, initial);
  const { kind, state, requester, connection, risk, isOwn } = request;
  const box = isOwn ? "mine" : "for-me";
  return (
    <Page
      title={kind === "jit" ? `Window on ${connection}` : `Command on ${connection}`}
      back={{
        href: `/access-requests?box=${box}`,
        label: isOwn ? "My requests" : "Access requests",
      }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          <RequestStateBadge state={state} />
          <RequestKindBadge kind={kind} />
          {kind === "action" && <RiskBadge risk={risk} />}
          {request.forced && <ForcedBadge />}
          <span>
            {isOwn ? "you asked" : `${requester.name} asked`} <Time at={request.createdAt} />
          </span>
          <TimeLeft request={request} />
        </div>
      }
      actions={<Decide request={request} reader={reader} asked={asked} />}
    >
      <div className="grid items-start gap-4 max-md:pb-16 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0 space-y-4">
          <EditedSince asked={asked} revision={request.revision} />
          <Standing request={request} />
          <What request={request} />
          <WhatItWouldDo request={request} />
          <Why request={request} />
          <Revisions request={request} />
        </div>
        <div className="min-w-0 space-y-4">
          <Approval request={request} />
          <RequestFacts request={request} reader={reader} />
          {!isOwn && <Earlier request={request} />}
        </div>
      </div>
    </Page>
  );
}

/** Until when: for a decision, for its one run, or until the window closes. */
interface EditedSinceProps {
  readonly asked: AskedDecision | null;
  readonly revision: number;
}

/** A link is about the text that its message showed. */
function EditedSince({ asked, revision }: EditedSinceProps) {
  if (asked === null || asked.revision === revision) return null;
  return (
    <Note tone="warn">
      The request was edited since your link was made: it was about revision {asked.revision}, this
      is revision {revision}. Nothing was decided; look at the new text first.
    </Note>
  );
}

function TimeLeft({ request }: { readonly request: RequestDetail }) {
  const { state, kind, endsAt, expiresAt } = request;
  if (!isOpenRequest(state) || state === "running") return null;
  const isWindow = kind === "jit" && state === "approved";
  return (
    <span className="text-muted">
      {isWindow ? "closes in " : state === "approved" ? "may be run for " : "time left "}
      <b className="font-medium text-ink">
        <Countdown until={(isWindow ? endsAt : null) ?? expiresAt} />
      </b>
    </span>
  );
}

function Standing({ request }: { readonly request: RequestDetail }) {
  const { kind, state, because } = request;
  const isGood = state === "executed" || state === "approved";
  const isBad = state === "rejected" || state === "failed" || state === "unknown";
  const tone = isGood ? "ok" : isBad || state === "void" || state === "revoked" ? "warn" : "info";
  return (
    <Note tone={tone}>
      {standingWords(kind, state)}
      {because !== null && <span className="mt-0.5 block text-muted">{because}</span>}
    </Note>
  );
}

function What({ request }: { readonly request: RequestDetail }) {
  const { kind, state, command, revision, affectedRowsMax } = request;
  if (kind === "jit") return null;
  if (state === "proposed") return <ProposedDiff request={request} />;
  const title = revision === 1 ? "Command" : `Command, revision ${revision}`;
  return (
    <>
      <SqlBlock sql={command} title={title} />
      <RowCeiling rowsMax={affectedRowsMax} />
    </>
  );
}

function Why({ request }: { readonly request: RequestDetail }) {
  const { reason, notes, riskReasons } = request;
  return (
    <Panel title="Why">
      <div className="space-y-3 text-sm">
        {reason !== "" && <p className="break-words whitespace-pre-wrap">{reason}</p>}
        {reason === "" && notes.length === 0 && <p className="text-muted">No reason was given.</p>}
        {notes.map(({ byName, text, at }) => (
          <p key={at.getTime()} className="border-l-2 border-line pl-3 break-words">
            <span className="whitespace-pre-wrap">{text}</span>{" "}
            <span className="text-muted">
              {byName}, <Time at={at} />
            </span>
          </p>
        ))}
        {riskReasons.length > 0 && (
          <p className="text-muted">
            Risk: <span className="text-ink">{riskReasons.join(" ")}</span>
          </p>
        )}
      </div>
    </Panel>
  );
}

function Approval({ request }: { readonly request: RequestDetail }) {
  const { state, demands, votes, revision, forced } = request;
  const waits = state === "pending" || state === "proposed";
  return (
    <Panel title="Approval">
      <div className="space-y-4">
        <Demands demands={demands} forced={forced} />
        {votes.length > 0 && <Votes votes={votes} revision={revision} />}
        {waits && (
          <div className="border-t border-line-soft pt-3">
            <WaitingFor request={request} />
          </div>
        )}
      </div>
    </Panel>
  );
}
