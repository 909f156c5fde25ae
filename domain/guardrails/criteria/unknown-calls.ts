import type { StatementFacts } from "../../statements/facts";
import { type Answer, holds, MAY_BE } from "./reason";

/** A function, or an operator, is called of which nobody knows what it does. */
export interface UnknownCallsCriterion {
  readonly kind: "unknown-calls";
}

export function callsUnknown({ kind, unknownCalls }: StatementFacts): Answer {
  const [first] = unknownCalls;
  if (first !== undefined) return holds("function-is-unknown", first);
  return kind === "unknown" ? MAY_BE : null;
}
