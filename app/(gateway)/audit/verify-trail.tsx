"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck, TriangleAlert } from "lucide-react";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { formatCount } from "@/ui/bytes";
import { formatDuration } from "@/ui/duration";
import { Link } from "@/ui/link";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../calls";
import { FAULT_WORDS } from "./fault-words";

type Verified = Outputs["audit"]["verify"];

/** Recomputes the whole chain and says what came out of it. */
export function VerifyTrail() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const verify = useMutation(
    trpc.audit.verify.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.audit.list.queryKey() }),
    }),
  );
  return (
    <section
      aria-label="Verification"
      className="mb-4 rounded-lg border border-line bg-surface px-4 py-3 shadow-low"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-64 text-sm text-muted">
          Every event is chained to the one before by its hash. Verifying recomputes the chain and
          names the first row that was changed, removed, inserted or moved.
        </p>
        <Button icon={ShieldCheck} busy={verify.isPending} onClick={() => verify.mutate()}>
          Verify the trail
        </Button>
      </div>
      {verify.isPending && (
        <p role="status" className="mt-2 text-sm text-muted">
          Recomputing the chain. A million events take about half a minute.
        </p>
      )}
      {verify.error && (
        <div className="mt-3">
          <RefusalNote {...refusalOf(verify.error)} />
        </div>
      )}
      {verify.data && !verify.isPending && (
        <div className="mt-3">
          <Result verified={verify.data} />
        </div>
      )}
    </section>
  );
}

function Result({ verified }: { readonly verified: Verified }) {
  const { positions, headHash, durationMs, bad } = verified;
  const took = `in ${formatDuration(durationMs)}`;
  if (bad === null) {
    return (
      <Note tone="ok">
        <p>
          <b>The trail holds.</b> {formatCount(positions)} events, each where it was written and
          unchanged; checked {took}.
        </p>
        <Head words="Note the head to compare it later" hash={headHash} />
      </Note>
    );
  }
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-md border border-bad-line bg-bad-soft px-3 py-2.5 text-sm"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 break-words">
        <p>
          <b>The trail does not hold.</b> {FAULT_WORDS[bad.fault]}{" "}
          {bad.position !== null && <>First bad position: {formatCount(bad.position)}. </>}
          {bad.eventId !== null && bad.fault !== "removed" && (
            <Link href={`/audit/${bad.eventId}`} className="text-accent hover:underline">
              Event {bad.eventId}
            </Link>
          )}
          {bad.eventId !== null && bad.fault === "removed" && <>Event {bad.eventId}.</>}
        </p>
        <p className="mt-0.5 text-muted">
          {formatCount(positions)} events before it hold. Keep a copy of the database as it is and
          compare it with your last backup.
        </p>
      </div>
    </div>
  );
}

function Head({ words, hash }: { readonly words: string; readonly hash: string }) {
  return (
    <p className="mt-1 text-xs text-muted">
      {words}: <code className="font-mono break-all">{hash}</code>
    </p>
  );
}
