import type { StatementFacts } from "../../statements/facts";
import type { SeenStatement, StatementPlan } from "../seen-at-target";
import { type Answer, holds, MAY_BE } from "./reason";

/** What a plan says; as if it said so where there should be one and is none. */
export function byPlan(
  { statement, seen }: { readonly statement: StatementFacts; readonly seen: SeenStatement | null },
  ask: (plan: StatementPlan) => Answer,
): Answer {
  if (statement.kind === "unknown") return MAY_BE;
  if (seen === null || seen.plan === "none") return null;
  return seen.plan === null ? holds("plan-unknown") : ask(seen.plan);
}
