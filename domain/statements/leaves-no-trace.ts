import type { ParsedText } from "./facts";
import { onlyComputes } from "./postgres/functions";

/**
 * True for plain SELECTs that call nothing but functions that only compute or read. What such a text may
 * do to its session behind a view or an operator, resetting the session undoes; what a reset cannot undo
 * (the memory of a language, a library, a second connection) takes a call by name.
 */
export function leavesNoTrace(parsed: ParsedText): boolean {
  return (
    parsed.kind === "parsed" &&
    parsed.statements.every(
      ({ kind, form, functions, unknownCalls }) =>
        kind === "read" &&
        form === "SelectStmt" &&
        unknownCalls.length === 0 &&
        functions.every(onlyComputes),
    )
  );
}
