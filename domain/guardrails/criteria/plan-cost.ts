import type { StatementFacts } from "../../statements/facts";
import type { SeenStatement } from "../seen-at-target";
import { byPlan } from "./plan";
import type { Answer } from "./reason";

/** The target's plan of the statement costs more than this, in the target's own unit. */
export interface PlanCostCriterion {
  readonly kind: "plan-cost";
  readonly costMax: number;
}

export function costsMore(
  { costMax }: PlanCostCriterion,
  statement: StatementFacts,
  seen: SeenStatement | null,
): Answer {
  return byPlan({ statement, seen }, ({ cost }) =>
    cost > costMax ? { because: "plan-costs", object: String(Math.round(cost)) } : null,
  );
}
