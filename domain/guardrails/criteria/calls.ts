import type { StatementFacts } from "../../statements/facts";
import { relationFitsAny } from "../glob";
import { type Answer, holds, MAY_BE } from "./reason";

/** One of these functions is called: `function` in any schema, or `schema.function`. */
export interface CallsCriterion {
  readonly kind: "calls";
  readonly names: readonly string[];
}

export function calledAs({ names }: CallsCriterion, statement: StatementFacts): Answer {
  const called = statement.functions.find((one) => relationFitsAny(names, one));
  if (called !== undefined) return holds("function-is-named", called.name);
  return statement.kind === "unknown" ? MAY_BE : null;
}
