import type { StatementFacts } from "../../statements/facts";
import type { SeenStatement } from "../seen-at-target";
import { byPlan } from "./plan";
import type { Answer } from "./reason";

/** A relation of more rows than this, as the target estimates them, is read from end to end. */
export interface PlanScanCriterion {
  readonly kind: "plan-scan";
  readonly rowsMax: number;
}

export function scansLarge(
  { rowsMax }: PlanScanCriterion,
  statement: StatementFacts,
  seen: SeenStatement | null,
): Answer {
  return byPlan({ statement, seen }, ({ scans }) => {
    const large = scans.find(({ rows }) => rows > rowsMax);
    if (large === undefined) return null;
    const object = `${large.name}, of about ${Math.round(large.rows)} rows`;
    return { because: "plan-scans", object };
  });
}
