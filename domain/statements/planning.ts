import type { StatementFacts } from "./facts";

/**
 * Whether a target can say what it would do for a statement. `none`: there is nothing to plan, and
 * nothing that could take long. `unplannable`: it does what no plan tells.
 */
export type Planning = "planned" | "none" | "unplannable";

const PLANNED = new Set([
  ...["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"],
  ...["DeclareCursorStmt", "CreateTableAsStmt"],
]);
const NONE = new Set(["TransactionStmt", "VariableSetStmt", "VariableShowStmt"]);

export function planningOf({ kind, form, executes }: StatementFacts): Planning {
  if (kind === "unknown") return "unplannable";
  if (PLANNED.has(form)) return "planned";
  const onlyPlans = form === "ExplainStmt" && executes === null;
  return onlyPlans || NONE.has(form) ? "none" : "unplannable";
}
