"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { PREVIEW_LIMITS } from "@/domain/statements/decide-preview";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { Time } from "@/ui/time";
import { refusalOf, useTRPC } from "../../../calls";
import type { RequestDetail } from "../request-words";
import { EffectSample, type Preview } from "./effect-sample";
import { useDecisionKeys } from "./use-decision-keys";

const HELP = `Runs it in a transaction that is always rolled back, which may hold locks for up to ${PREVIEW_LIMITS.holdSecondsMax} s.`;

/** What the command of a request would do, asked for by whoever decides it. */
export function WhatItWouldDo({ request }: { readonly request: RequestDetail }) {
  const { id, kind, revision, rights } = request;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: preview } = useQuery({
    ...trpc.previews.latest.queryOptions({ id }),
    enabled: kind === "action",
  });
  const run = useMutation(
    trpc.previews.run.mutationOptions({
      onSuccess: (seen) => queries.setQueryData(trpc.previews.latest.queryKey({ id }), seen),
    }),
  );
  const ask = () => run.mutate({ id, revision });
  const isListening = useDecisionKeys(rights.mayPreview && !run.isPending, { p: ask });
  if (kind !== "action" || (!rights.mayPreview && !preview)) return null;
  return (
    <Panel
      title="What it would do"
      description={rights.mayPreview ? HELP : undefined}
      actions={
        rights.mayPreview && (
          <Button
            icon={Eye}
            busy={run.isPending}
            title="Preview the effect (p)"
            aria-keyshortcuts={isListening ? "p" : undefined}
            onClick={ask}
          >
            Preview the effect
          </Button>
        )
      }
    >
      <div className="space-y-3 text-sm" aria-live="polite">
        {run.error && <RefusalNote {...refusalOf(run.error)} />}
        {preview ? (
          <Seen preview={preview} revision={revision} />
        ) : (
          <p className="text-muted">Nobody has looked at its effect yet.</p>
        )}
      </div>
    </Panel>
  );
}

interface SeenProps {
  readonly preview: Preview;
  /** The text in force. */
  readonly revision: number;
}

function Seen({ preview, revision }: SeenProps) {
  const { effect, refusal, failure, sample, isRunning } = preview;
  return (
    <>
      {preview.revision !== revision && (
        <Note tone="warn">This was revision {preview.revision}; the text has changed since.</Note>
      )}
      {refusal && <RefusalNote {...refusal} because={failure ?? refusal.because} />}
      {isRunning && <p className="text-muted">A preview runs at this moment.</p>}
      {effect && <EffectFacts effect={effect} />}
      {sample && effect && <EffectSample sample={sample} effect={effect} />}
      {isKept(preview) && (
        <p className="text-muted">Rows are shown to who asks for them: preview it yourself.</p>
      )}
      <WhoLooked preview={preview} />
    </>
  );
}

/** There are rows, and they are somebody else's to see. */
function isKept({ effect, sample, isOwn }: Preview): boolean {
  return effect !== null && effect.sample !== "none" && sample === null && !isOwn;
}

function WhoLooked({ preview }: { readonly preview: Preview }) {
  const { by, isOwn, at, sessionId, effect, isRunning } = preview;
  return (
    <p className="text-muted">
      Asked for by {isOwn ? "you" : by} <Time at={at} />
      {effect !== null ? ", undone." : isRunning ? "." : "; nothing is changed."}{" "}
      {sessionId !== null && (
        <Link href={`/sessions/${sessionId}`} className="text-accent hover:underline">
          Open the session
        </Link>
      )}
    </p>
  );
}

function countOf(amount: number | null): string {
  return amount === null ? "not known" : formatCount(Math.round(amount));
}

function EffectFacts({ effect }: { readonly effect: NonNullable<Preview["effect"]> }) {
  const { affected, changed, cost, estimated, triggers, sequences } = effect;
  const isMore = changed !== null && affected !== null && changed > affected;
  return (
    <Facts>
      <Fact name="Rows affected">
        <b className="font-semibold">{countOf(affected)}</b>
        {isMore && ` — ${formatCount(changed)} in all, with triggers and cascades`}
      </Fact>
      <Fact name="Plan">
        cost {countOf(cost)}, rows estimated {countOf(estimated)}
      </Fact>
      <Fact name="Triggers">
        {triggers.length === 0
          ? "None fired."
          : triggers.map(({ name, calls }) => `${name} (${formatCount(calls)}×)`).join(", ")}
      </Fact>
      {sequences.length > 0 && (
        <Fact name="Not undone">Numbers drawn from {sequences.join(", ")}</Fact>
      )}
    </Facts>
  );
}
