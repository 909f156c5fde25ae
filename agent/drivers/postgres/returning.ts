import type { SampleShape } from "@/domain/statements/effect";
import type { StatementFacts, StatementParser } from "@/domain/statements/facts";

/** A write as it is run for a preview: with the rows that it changes, where they can be had. */
export interface Returning {
  readonly text: string;
  readonly shape: SampleShape;
  readonly isUpdate: boolean;
}

/** Before it a statement cannot say how its rows were before. */
const OLD_AND_NEW_SINCE = 18;
const BEFORE_AND_AFTER =
  "RETURNING WITH (OLD AS gatehouse_before, NEW AS gatehouse_after) gatehouse_before.*, gatehouse_after.*";

/**
 * Columns keep their own names and origins in it, so that they are masked like those of any result. A
 * statement with a RETURNING of its own is left as it is.
 */
export function withRows(
  parser: StatementParser,
  write: { readonly text: string; readonly facts: StatementFacts },
  serverVersion: string,
): Returning {
  const { text, facts } = write;
  const isUpdate = facts.form === "UpdateStmt";
  if (facts.returns) return { text, shape: "returned", isUpdate };
  const wish = clauseFor(facts.form, Number.parseInt(serverVersion, 10));
  const nothing = { text, shape: "none", isUpdate } as const;
  if (wish === null) return nothing;
  const [clause, shape] = wish;
  const whole = `${text}\n${clause}`; // On a line of its own: a comment may end the statement.
  return isSameWrite(parser, whole, facts) ? { text: whole, shape, isUpdate } : nothing;
}

function clauseFor(form: string, major: number): readonly [string, SampleShape] | null {
  if (major >= OLD_AND_NEW_SINCE) return [BEFORE_AND_AFTER, "before-and-after"];
  if (form === "DeleteStmt") return ["RETURNING *", "before"];
  if (form === "InsertStmt" || form === "UpdateStmt") return ["RETURNING *", "after"];
  return null; // Of a MERGE it would also return what it reads from.
}

/** The parser sees what the target will see: still one statement of the same form. */
function isSameWrite(parser: StatementParser, whole: string, { form, calls }: StatementFacts) {
  const parsed = parser.parse(whole);
  if (parsed.kind === "unparsed" || parsed.statements.length !== 1) return false;
  const [only] = parsed.statements;
  const sameCalls = only?.calls.join() === calls.join();
  return only?.form === form && only.kind === "write" && only.returns && sameCalls;
}
