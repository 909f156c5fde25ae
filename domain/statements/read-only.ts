import type { ParsedText, StatementFacts } from "./facts";
import { hasEffects } from "./postgres/functions";

/** Why a text may not run on a read-only connection, or `null`. */
export type ReadOnlyObjection =
  | "not-understood"
  | "not-a-read"
  | "reaches-outside"
  | "calls-a-function-with-effects";

/** Plainly reading forms; any other is refused, whatever the target would say to it. */
const READING_FORMS = new Set(["SelectStmt", "ExplainStmt", "VariableShowStmt", "CopyStmt"]);

export function objectionToReadOnly(parsed: ParsedText): ReadOnlyObjection | null {
  if (parsed.kind === "unparsed") return "not-understood";
  for (const statement of parsed.statements) {
    const objection = objectionTo(statement);
    if (objection !== null) return objection;
  }
  return null;
}

/** The target's read-only transaction is the first belt, this the second. */
function objectionTo(statement: StatementFacts): ReadOnlyObjection | null {
  if (statement.calls.some(hasEffects)) return "calls-a-function-with-effects";
  if (statement.outside) return "reaches-outside";
  if (statement.kind !== "read" || !READING_FORMS.has(statement.form)) return "not-a-read";
  return null;
}
