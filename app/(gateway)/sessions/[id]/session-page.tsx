"use client";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@/server/api/root";
import { RiskBadge, StateBadge } from "@/ui/badge";
import { Page } from "@/ui/page";
import { Time } from "@/ui/time";
import { useTRPC } from "../../../calls";
import { ForcedBadge } from "../../access-requests/request-badges";
import { EndNote } from "../end-note";
import { ComparedReport } from "./compared-report";
import { GuardedReport } from "./guarded-report";
import { MaskedReport } from "./masked-report";
import { MaskingReport } from "./masking-report";
import { OutputReport } from "./output-report";
import { SessionActions } from "./session-actions";
import { SessionFacts } from "./session-facts";
import { SessionReplay } from "./session-replay";
import { useRecording } from "./use-recording";

export type SessionDetail = Outputs["sessions"]["get"];
const LIVE_POLL_MS = 2_000;

interface SessionPageProps {
  readonly initial: SessionDetail;
  readonly connection: { readonly isSeen: boolean; readonly canRun: boolean };
  readonly startMs: number | null;
}

export function SessionPage({ initial, connection, startMs }: SessionPageProps) {
  const { data: session } = useQuery({
    ...useTRPC().sessions.get.queryOptions({ id: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) => (isOpen(state.data) ? LIVE_POLL_MS : false),
  });
  const view = useRecording(session.id);
  const { owner, state, risk, startedAt } = session;
  return (
    <Page
      title={`Session on ${session.connection}`}
      back={{ href: "/sessions", label: "Sessions" }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          <StateBadge state={state} />
          <RiskBadge risk={risk} />
          {session.request?.forced === true && <ForcedBadge />}
          <span>
            by {owner.name} · <Time at={startedAt} />
          </span>
        </div>
      }
      actions={
        <SessionActions
          {...{ session, view, isOver: !isOpen(session), canRun: connection.canRun }}
        />
      }
    >
      <div className="space-y-4">
        <EndNote state={state} code={session.code} because={session.because} />
        {session.guardrails !== null && (
          <GuardedReport guardrails={session.guardrails} statement={session.statement} />
        )}
        {session.outputGuarded.length > 0 && <OutputReport lines={session.outputGuarded} />}
        <SessionReplay session={session} view={view} startMs={startMs} />
        {session.compared.length > 0 && <ComparedReport columns={session.compared} />}
        {session.maskedBy.length > 0 && <MaskingReport rules={session.maskedBy} />}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <SessionFacts session={session} view={view} isConnectionSeen={connection.isSeen} />
          <MaskedReport lines={session.maskedColumns} total={session.maskedTotal} view={view} />
        </div>
      </div>
    </Page>
  );
}

function isOpen(session: SessionDetail | undefined): boolean {
  return session?.state === "running" || session?.state === "held";
}
