import { Refusal } from "../refusal";
import type { ParsedText } from "./facts";

/** TRUNCATE counts no rows, and what is not understood may end the transaction that bounds it. */
export function objectionToCeiling(parsed: ParsedText): Refusal | null {
  const isPlain =
    parsed.kind === "parsed" &&
    parsed.statements.every(
      ({ kind, form, outside }) =>
        (kind === "read" || kind === "write") && form !== "TruncateStmt" && !outside,
    );
  if (isPlain) return null;
  const because = "With a row ceiling only plain reads and writes are run.";
  return new Refusal("STATEMENT.UNSUPPORTED", because);
}
