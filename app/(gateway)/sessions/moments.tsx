"use client";
import { ChevronRight, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { formatDuration } from "@/ui/duration";
import { problemSpan } from "@/ui/sql-editor/problem-span";
import type { Moment } from "../../stream/session-view";

interface MomentsProps {
  readonly moments: readonly Moment[];
  readonly statement: string;
  readonly isRunning: boolean;
  /** Leads to the place of an error; `null` where the statement cannot be edited. */
  readonly onShowProblem: ((position: number) => void) | null;
}

/** What was said while it ran, each at its instant. */
export function Moments({ moments, statement, isRunning, onShowProblem }: MomentsProps) {
  if (moments.length === 0) {
    return (
      <p className="px-4 py-10 text-center text-sm text-muted">
        {isRunning ? "Waiting for the target to answer…" : "Nothing was said."}
      </p>
    );
  }
  return (
    <ol className="h-full divide-y divide-line-soft overflow-auto">
      {moments.map((moment) => (
        <li key={`${moment.record}`} className="flex gap-3 px-4 py-2 text-sm">
          <span className="tabular w-16 shrink-0 pt-px text-end text-xs text-faint">
            {formatDuration(moment.atMs)}
          </span>
          <div className="min-w-0 flex-1">
            {moment.kind === "failure" ? (
              <FailureText {...{ moment, statement, onShowProblem }} />
            ) : (
              momentText(moment, moments)
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

type Failure = Extract<Moment, { kind: "failure" }>;

interface FailureTextProps {
  readonly moment: Failure;
  readonly statement: string;
  readonly onShowProblem: ((position: number) => void) | null;
}

function FailureText({ moment, statement, onShowProblem }: FailureTextProps) {
  const { code, message, detail, hint, position } = moment.failure;
  const place = problemSpan(statement, position);
  return (
    <div role="alert" className="flex items-start gap-2">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 space-y-0.5">
        <p className="font-medium break-words whitespace-pre-wrap">{message}</p>
        {detail !== null && <p className="break-words whitespace-pre-wrap text-muted">{detail}</p>}
        {hint !== null && (
          <p className="break-words whitespace-pre-wrap text-muted">Hint: {hint}</p>
        )}
        <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
          <span className="font-mono">{code}</span>
          {place !== null && (
            <span>
              Line {place.line}, column {place.column}
            </span>
          )}
          {place !== null && onShowProblem !== null && position !== null && (
            <Button
              size="sm"
              variant="ghost"
              icon={ChevronRight}
              onClick={() => onShowProblem(position)}
            >
              Show in the statement
            </Button>
          )}
        </p>
      </div>
    </div>
  );
}

const EVENTS = {
  "cancel-asked": "Cancel was asked",
  "limit-reached": "A limit was reached",
  "agent-away": "The agent is away",
  "agent-back": "The agent is back",
  "notices-dropped": "More notices were only counted",
  held: "Held for approval",
  approved: "Approved",
  warned: "A guardrail warns",
} as const;

function momentText(moment: Exclude<Moment, Failure>, all: readonly Moment[]): ReactNode {
  switch (moment.kind) {
    case "columns":
      return <span className="text-muted">Result with {counted(moment.columns, "column")}</span>;
    case "complete":
      return (
        <>
          <span className="font-mono text-xs">{moment.complete.tag}</span>
          {moment.complete.rows > 0 && (
            <span className="text-muted"> · {counted(moment.complete.rows, "row")} sent</span>
          )}
        </>
      );
    case "notice":
      return <NoticeText notice={moment.notice} />;
    case "event":
      return (
        <>
          {EVENTS[moment.event.event]}
          {moment.event.because !== "" && (
            <span className="text-muted">: {moment.event.because}</span>
          )}
        </>
      );
    case "end":
      return <EndText end={moment.end} isFailureTold={all.some((one) => one.kind === "failure")} />;
  }
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}

interface EndTextProps {
  readonly end: Extract<Moment, { kind: "end" }>["end"];
  readonly isFailureTold: boolean;
}

function EndText({ end, isFailureTold }: EndTextProps) {
  const because = end.state === "failed" && isFailureTold ? null : end.because;
  return (
    <span className={end.state === "done" ? "text-ok" : "text-muted"}>
      Ended: {end.state}
      {because !== null && `. ${because}`}
    </span>
  );
}

type Notice = Extract<Moment, { kind: "notice" }>["notice"];

function NoticeText({ notice }: { readonly notice: Notice }) {
  const { severity, message, detail, hint } = notice;
  return (
    <div className="break-words whitespace-pre-wrap">
      <span className="mr-2 font-mono text-2xs text-muted">{severity}</span>
      {message}
      {detail !== null && <p className="text-muted">{detail}</p>}
      {hint !== null && <p className="text-muted">Hint: {hint}</p>}
    </div>
  );
}
