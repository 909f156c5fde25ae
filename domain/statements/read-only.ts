import type { Dialect } from "./dialect";
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
const MYSQL_READING_FORMS = new Set(["SelectStmt", "ExplainStmt", "VariableShowStmt"]);

type Objection = (statement: StatementFacts) => ReadOnlyObjection | null;

/** Of other dialects nothing is known to only read. */
const OBJECTIONS: Readonly<Partial<Record<Dialect, Objection>>> = {
  postgres: objectionTo,
  mysql: objectionInMysql,
};

export function objectionToReadOnly(
  parsed: ParsedText,
  dialect: Dialect,
): ReadOnlyObjection | null {
  const objectionIn = OBJECTIONS[dialect];
  if (objectionIn === undefined) return "not-understood";
  if (parsed.kind === "unparsed") return "not-understood";
  for (const statement of parsed.statements) {
    const objection = objectionIn(statement);
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

/**
 * Its reader knows words, not the server's grammar: what it does not know to read is refused. A view may
 * call what it will; the target's own read-only transaction stops it from writing.
 */
function objectionInMysql(statement: StatementFacts): ReadOnlyObjection | null {
  if (statement.kind === "unknown") return "not-understood";
  if (statement.outside) return "reaches-outside";
  if (statement.unknownCalls.length > 0) return "calls-a-function-with-effects";
  if (statement.kind !== "read" || !MYSQL_READING_FORMS.has(statement.form)) return "not-a-read";
  return null;
}
