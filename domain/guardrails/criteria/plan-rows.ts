import type { StatementFacts } from "../../statements/facts";
import type { SeenStatement } from "../seen-at-target";
import { byPlan } from "./plan";
import type { Answer } from "./reason";

/** The target expects the statement to give back or to change more rows than this. */
export interface PlanRowsCriterion {
  readonly kind: "plan-rows";
  readonly rowsMax: number;
}

export function expectsMore(
  { rowsMax }: PlanRowsCriterion,
  statement: StatementFacts,
  seen: SeenStatement | null,
): Answer {
  return byPlan({ statement, seen }, ({ rows }) =>
    rows > rowsMax ? { because: "plan-expects", object: String(Math.round(rows)) } : null,
  );
}
