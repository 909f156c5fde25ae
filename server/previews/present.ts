import { isRefusalCode, publicRefusal } from "@/domain/refusal";
import type { PreviewView } from "./latest-preview";

export function presentPreview(view: PreviewView | null) {
  if (view === null) return null;
  const { preview, session, effect, failure, sample, isOwn, seesSession } = view;
  const { byName, at, revision } = preview;
  const code = session?.code ?? null;
  return {
    ...{ by: byName, at, revision, isOwn, failure },
    sessionId: seesSession ? preview.sessionId : null,
    isRunning: session === null ? preview.endedAt === null : session.endedAt === null,
    // A target's words are in `because` too: they are for those who see the session.
    refusal:
      code !== null && isRefusalCode(code)
        ? publicRefusal(code, isOurs(code) || isOwn || seesSession ? (session?.because ?? "") : "")
        : null,
    effect:
      effect === null
        ? null
        : { ...effect, triggers: [...effect.triggers], sequences: [...effect.sequences] },
    sample:
      sample === null
        ? null
        : {
            columns: sample.columns.map(({ name, isMasked }) => ({ name, isMasked })),
            rows: sample.rows.map((row) => [...row]),
          },
  };
}

function isOurs(code: string): boolean {
  return code !== "TARGET.ERROR";
}
