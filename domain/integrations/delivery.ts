export const DELIVERY_STATES = ["waiting", "claimed", "told", "passed-over", "dead"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

export const DELIVERY_LIMITS = {
  /** The first wait is at most this long, and each following one at most twice the one before … */
  firstWaitMsMax: 5 * SECOND_MS,
  /** … up to this. */
  waitMsMax: HOUR_MS,
  /** A failure later than this is the last one. */
  giveUpAfterMs: 24 * HOUR_MS,
  /** How long a gateway has a delivery for itself: longer than any channel may take. */
  claimMs: 60 * SECOND_MS,
  /** How long a channel may take. */
  tellMsMax: 30 * SECOND_MS,
} as const;

/** A delivery whose story is over may be sent again; one that still goes on may not. */
export function mayReplay(state: DeliveryState): boolean {
  return state === "told" || state === "dead";
}

export interface Failure {
  /** Counted from one: the attempt that failed. */
  readonly attempt: number;
  readonly retry: boolean;
  /** What the receiver asked for. */
  readonly afterSeconds: number | undefined;
  readonly giveUpAt: Date;
  readonly now: Date;
  /** From 0 to below 1. */
  readonly random: number;
}

export type AfterFailure =
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "dead"; readonly because: "not-to-be-retried" | "too-late" };

/** Exponential with full jitter, so that what failed together does not come back together. */
export function afterFailure(failure: Failure): AfterFailure {
  const { retry, now, giveUpAt } = failure;
  if (!retry) return { kind: "dead", because: "not-to-be-retried" };
  const until = new Date(now.getTime() + waitMs(failure));
  if (until > giveUpAt) return { kind: "dead", because: "too-late" };
  return { kind: "wait", until };
}

function waitMs({ attempt, afterSeconds, random }: Failure): number {
  const { firstWaitMsMax, waitMsMax } = DELIVERY_LIMITS;
  const ceiling = Math.min(waitMsMax, firstWaitMsMax * 2 ** Math.max(0, attempt - 1));
  const asked = Math.min(waitMsMax, Math.max(0, afterSeconds ?? 0) * SECOND_MS);
  return asked + Math.ceil(random * ceiling);
}
