import type { Actor } from "@/domain/people/user";
import type { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { recordAudit } from "./record-audit";

const REFUSAL_LIMITS = { eventsPerMinuteMax: 30, peopleMax: 10_000, becauseCharactersMax: 300 };
const MINUTE_MS = 60_000;

export interface RefusedAsk {
  readonly actor: Actor;
  readonly origin: string;
  readonly refusal: Refusal;
  /** What was asked: a procedure, a download. Never its input. */
  readonly asked: string;
}

interface Counted {
  readonly minute: number;
  count: number;
}
const counts = new Map<string, Counted>();
const written = new WeakSet<Refusal>();

/** Says that an event of its own already tells of this refusal. */
export function refusalIsRecorded(refusal: Refusal): Refusal {
  written.add(refusal);
  return refusal;
}

/**
 * Leaves an event when a signed-in person was refused access. Who asks again and again writes no more
 * than some a minute, and the last of them says that more are left out: a refusal is no way to fill a disk.
 */
export async function recordRefusal(deps: Deps, refused: RefusedAsk): Promise<void> {
  const { actor, origin, refusal, asked } = refused;
  if (!refusal.code.startsWith("ACCESS.") || written.has(refusal)) return;
  const count = countOf(actor, deps.now());
  if (count > REFUSAL_LIMITS.eventsPerMinuteMax) return;
  const because = refusal.message.slice(0, REFUSAL_LIMITS.becauseCharactersMax);
  const last = count === REFUSAL_LIMITS.eventsPerMinuteMax;
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "access.refused", subject: asked },
      after: { code: refusal.code, because, ...(last && { leftOut: "more of this minute" }) },
    }),
  );
}

function countOf({ userId }: Actor, now: Date): number {
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  const known = counts.get(userId);
  if (known?.minute === minute) {
    known.count += 1;
    return known.count;
  }
  if (counts.size >= REFUSAL_LIMITS.peopleMax) counts.clear();
  counts.set(userId, { minute, count: 1 });
  return 1;
}
