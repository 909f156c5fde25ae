import { onlyReads, type StatementFacts, type StatementKind } from "../../statements/facts";
import { type Answer, holds, MAY_BE } from "./reason";

/** The statement is of one of these kinds. */
export interface StatementKindsCriterion {
  readonly kind: "statement-kinds";
  readonly kinds: readonly StatementKind[];
}

/** What is of unknown effect may be any of them but a plain read. */
export function isOfKind({ kinds }: StatementKindsCriterion, statement: StatementFacts): Answer {
  if (kinds.includes(statement.kind)) return holds("kind-is-named", statement.kind);
  if (statement.kind === "unknown") return kinds.some((kind) => kind !== "read") ? MAY_BE : null;
  // A read that calls what nobody knows may write, as access rules have it too.
  const mayWrite = statement.kind === "read" && !onlyReads(statement);
  return mayWrite && (kinds.includes("write") || kinds.includes("unknown")) ? MAY_BE : null;
}
