import type { StatementFacts } from "../../statements/facts";
import { type Answer, holds, MAY_BE } from "./reason";

/** More joins than this in one statement. */
export interface JoinsCriterion {
  readonly kind: "joins";
  readonly joinsMax: number;
}

export function joinsMany({ joinsMax }: JoinsCriterion, statement: StatementFacts): Answer {
  if (statement.kind === "unknown") return MAY_BE;
  return statement.joins > joinsMax ? holds("too-many-joins", String(statement.joins)) : null;
}
