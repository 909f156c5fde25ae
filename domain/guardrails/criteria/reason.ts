/** Why a criterion holds, in a word. A new one is a new line in `describe-reason.ts` too. */
export const REASONS = [
  "kind-is-named",
  "relation-is-named",
  "relation-is-reached",
  "relation-may-be-reached",
  "relation-by-text",
  "plan-costs",
  "plan-expects",
  "plan-scans",
  "plan-unknown",
  "no-where",
  "where-is-always-true",
  "every-row-goes",
  "no-limit",
  "too-many-joins",
  "one-of-several",
  "function-is-named",
  "function-is-unknown",
  "not-parsed",
  "at-this-time",
  "unknown-effect",
  "result-has-a-word",
  "result-fits-a-pattern",
] as const;
export type ReasonWord = (typeof REASONS)[number];

/** `object`: what of the statement it is about, as the statement names it. */
export interface Holds {
  readonly because: ReasonWord;
  readonly object: string | null;
}

/** `null`: it does not hold. */
export type Answer = Holds | null;

export function holds(because: ReasonWord, object: string | null = null): Holds {
  return { because, object };
}

/** Nobody knows what it does: it may be what the rule is about, so it counts as that. */
export const MAY_BE: Holds = { because: "unknown-effect", object: null };
