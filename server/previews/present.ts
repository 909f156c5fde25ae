import { isRefusalCode, type PublicRefusal, publicRefusal } from "@/domain/refusal";
import type { Effect } from "@/domain/statements/effect";
import type { PreviewView } from "./latest-preview";
import type { ReadResult } from "./read-results";

export function presentPreview(view: PreviewView | null) {
  if (view === null) return null;
  const { preview, session, effect, failure, sample, isOwn, seesSession } = view;
  const { byName, at, revision, endedAt } = preview;
  return {
    ...{ by: byName, at, revision, isOwn, failure },
    sessionId: seesSession ? preview.sessionId : null,
    isRunning: (session ?? { endedAt }).endedAt === null,
    refusal: presentRefusal(view),
    effect: presentEffect(effect),
    sample: presentSample(sample),
  };
}

/** A target's words are in the reason too: they are for who asked and who sees the session. */
function presentRefusal({ session, isOwn, seesSession }: PreviewView): PublicRefusal | null {
  const code = session?.code ?? null;
  if (code === null || !isRefusalCode(code)) return null;
  const isForThem = code !== "TARGET.ERROR" || isOwn || seesSession;
  const because = isForThem ? session?.because : "The target answered with an error.";
  return publicRefusal(code, because ?? "");
}

function presentEffect(effect: Effect | null) {
  if (effect === null) return null;
  const { triggers, sequences } = effect;
  return { ...effect, triggers: [...triggers], sequences: [...sequences] };
}

function presentSample(sample: ReadResult | null) {
  if (sample === null) return null;
  return {
    columns: sample.columns.map(({ name, isMasked }) => ({ name, isMasked })),
    rows: sample.rows.map((row) => [...row]),
  };
}
