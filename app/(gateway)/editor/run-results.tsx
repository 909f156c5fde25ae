"use client";
import { ExternalLink } from "lucide-react";
import { nameOfKind } from "@/domain/masking/custom/custom-kind";
import { MaskBadge, StateBadge } from "@/ui/badge";
import { Bytes, formatCount } from "@/ui/bytes";
import { Link } from "@/ui/link";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import type { SessionView } from "../../stream/session-view";
import { AskWindow } from "../access-requests/ask-window";
import { EndNote } from "../sessions/end-note";
import { leftOutOf } from "../sessions/left-out";
import { maskedByKind } from "../sessions/masked-by-kind";
import { SessionResults } from "../sessions/session-results";
import { Elapsed } from "./elapsed";
import { SayWhy } from "./say-why";
import type { Run } from "./use-run";

interface RunResultsProps {
  readonly run: Run;
  readonly view: SessionView;
  readonly isRunning: boolean;
  /** Sends it again, now with a reason. */
  readonly onRunAgain: (reason: string) => void;
  readonly onShowProblem: (position: number) => void;
}

/** What a run gives: how far it is, why it was refused, and its rows as they come. */
export function RunResults(props: RunResultsProps) {
  const { run, view, isRunning, onRunAgain, onShowProblem } = props;
  return (
    <section aria-label="Results" className="flex h-full min-h-0 flex-col bg-surface">
      <Progress run={run} view={view} isRunning={isRunning} />
      <Refusals run={run} view={view} onRunAgain={onRunAgain} />
      {run.refusal === null && (
        <div className="min-h-0 flex-1">
          <SessionResults
            key={run.sessionId}
            results={view.results}
            moments={view.moments}
            masked={view.end?.masked}
            isRunning={isRunning}
            statement={run.statement}
            onShowProblem={onShowProblem}
          />
        </div>
      )}
    </section>
  );
}

function Progress({ run, view, isRunning }: Pick<RunResultsProps, "run" | "view" | "isRunning">) {
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1.5 text-xs text-muted">
      <span role="status" className="flex items-center gap-2">
        <RunState run={run} view={view} isRunning={isRunning} />
      </span>
      {run.refusal === null && <Amounts view={view} isRunning={isRunning} />}
      {run.sessionId !== null && (
        <Link
          href={`/sessions/${run.sessionId}`}
          className="ml-auto inline-flex min-h-6 items-center gap-1 rounded text-accent hover:text-accent-hover"
        >
          Session
          <ExternalLink aria-hidden className="size-3.5" />
        </Link>
      )}
    </div>
  );
}

function RunState({ run, view, isRunning }: Pick<RunResultsProps, "run" | "view" | "isRunning">) {
  if (run.refusal !== null) return "Not run";
  if (view.end !== null) return <StateBadge state={view.end.state} />;
  if (!isRunning) return "Not read to its end";
  return (
    <>
      <StateBadge state="running" />
      {run.sessionId === null && "Sending…"}
      {view.isAgentAway && "The agent is away; waiting for it…"}
    </>
  );
}

function Amounts({ view, isRunning }: Pick<RunResultsProps, "view" | "isRunning">) {
  return (
    <>
      <span>
        <b className="tabular font-semibold text-ink">{formatCount(view.rows)}</b>{" "}
        {view.rows === 1 ? "row" : "rows"}
      </span>
      <Bytes bytes={view.bytes} />
      <Elapsed view={view} isRunning={isRunning} />
      <MaskedCounts view={view} />
    </>
  );
}

function MaskedCounts({ view }: { readonly view: SessionView }) {
  const masked = maskedByKind(view.end?.masked ?? []);
  if (masked.length === 0) return null;
  return (
    <span className="flex flex-wrap items-center gap-1">
      Masked
      {masked.map(({ kind, count }) => (
        <MaskBadge key={kind} kind={nameOfKind(kind)} count={count} />
      ))}
    </span>
  );
}

function Refusals({ run, view, onRunAgain }: Omit<RunResultsProps, "isRunning" | "onShowProblem">) {
  const refusals = [run.refusal, view.end === null ? run.cancelRefusal : null, view.lost].filter(
    (refusal) => refusal !== null,
  );
  const leftOut = leftOutOf(view);
  const end = endToTell(view);
  if (refusals.length === 0 && leftOut.length === 0 && end === null) return null;
  return (
    <div className="shrink-0 space-y-2 border-b border-line p-3">
      {refusals.map((refusal) => (
        <RefusalNote key={refusal.code} {...refusal} />
      ))}
      {end !== null && <EndNote {...end} />}
      {end?.code === "REQUEST.REASON_NEEDED" && <SayWhy key={run.sessionId} onSay={onRunAgain} />}
      {end?.code === "REQUEST.WINDOW_NEEDED" && <AskWindow connection={run.connection} />}
      {leftOut.map((words) => (
        <Note key={words} tone="warn">
          {words}
        </Note>
      ))}
    </div>
  );
}

/** A failure of the statement itself is told among the messages, with its place. */
function endToTell({ end, failure }: SessionView): SessionView["end"] {
  if (end === null || end.state === "done") return null;
  return failure !== null && end.state === "failed" && end.code === "TARGET.ERROR" ? null : end;
}
