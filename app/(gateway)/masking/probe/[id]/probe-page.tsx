"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCw, Square } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Button, ButtonLink } from "@/ui/button";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Page, Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { Time } from "@/ui/time";
import { refusalOf, useTRPC } from "../../../../calls";
import { connectionHref, probesHref, sessionHref } from "../../../places";
import { ProbeBadges } from "../probes-table";
import { AttackList } from "./attack-list";
import { ColumnVerdicts } from "./column-verdicts";
import { WhatNext } from "./what-next";

const LINK = "text-accent underline";

export type ProbeDetail = Outputs["probes"]["get"];
const LIVE_POLL_MS = 1_000;

interface ProbePageProps {
  readonly initial: ProbeDetail;
  readonly mayManage: boolean;
}

/** Looks on while the probe runs; then it stands. */
export function ProbePage({ initial, mayManage }: ProbePageProps) {
  const { data: probe } = useQuery({
    ...useTRPC().probes.get.queryOptions({ id: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.isRunning === true ? LIVE_POLL_MS : false),
  });
  return (
    <Page
      title={`Probe of ${probe.connection}`}
      back={{ href: "/masking/probe", label: "Probe" }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          <ProbeBadges probe={probe} />
          <span>
            by {probe.by} · <Time at={probe.at} />
          </span>
        </div>
      }
      actions={mayManage && <ProbeActions probe={probe} />}
    >
      <div className="space-y-4">
        <Progress probe={probe} />
        {probe.refusal !== null && <RefusalNote {...probe.refusal} />}
        <WhatNext probe={probe} mayManage={mayManage} />
        <ColumnVerdicts probe={probe} />
        <AttackList probe={probe} />
        <ProbeFacts probe={probe} />
      </div>
    </Page>
  );
}

function ProbeActions({ probe }: { readonly probe: ProbeDetail }) {
  const { isRunning, sessionId, connection } = probe;
  const stop = useMutation(useTRPC().sessions.end.mutationOptions());
  if (!isRunning) {
    return (
      <ButtonLink href={probesHref(connection)} icon={RotateCw} variant="primary">
        Probe again
      </ButtonLink>
    );
  }
  return (
    <>
      {stop.error && <RefusalNote {...refusalOf(stop.error)} />}
      <Button
        icon={Square}
        disabled={sessionId === null || stop.isPending || stop.isSuccess}
        onClick={() => sessionId !== null && stop.mutate({ id: sessionId })}
      >
        Stop
      </Button>
    </>
  );
}

function Progress({ probe: { isRunning, tried, total } }: { readonly probe: ProbeDetail }) {
  if (!isRunning) return null;
  const words =
    total === 0 ? "The agent reads what there is to attack…" : `${tried} of ${total} attacks`;
  return (
    <div>
      <progress
        aria-label="Attacks tried"
        className="block h-2 w-full accent-accent"
        max={Math.max(1, total)}
        value={tried}
      />
      <p aria-live="polite" className="mt-1 text-sm text-muted">
        {words}
      </p>
    </div>
  );
}

function ProbeFacts({ probe }: { readonly probe: ProbeDetail }) {
  const { connection, audience, at, endedAt, sessionId } = probe;
  return (
    <Panel title="About it">
      <Facts>
        <Fact name="Connection">
          <Link className={LINK} href={connectionHref(connection)}>
            {connection}
          </Link>
        </Fact>
        <Fact name="Masked as">
          {audience === "anyone" ? "Somebody whom no rule exempts" : "Who asked, with their groups"}
        </Fact>
        <Fact name="Began">
          <Time at={at} exact />
        </Fact>
        <Fact name="Ended">{endedAt === null ? "Not yet" : <Time at={endedAt} exact />}</Fact>
        <Fact name="Recorded as">
          {sessionId === null ? (
            "Nothing"
          ) : (
            <Link className={LINK} href={sessionHref(sessionId)}>
              Its session
            </Link>
          )}
        </Fact>
      </Facts>
    </Panel>
  );
}
