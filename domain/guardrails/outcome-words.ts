import type { Outcome } from "./guardrail";

/** What becomes of a statement, in a word. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  block: "blocked",
  "require-approval": "sent to be approved",
  redact: "returned with parts replaced",
  warn: "let through with a warning",
  allow: "let through",
};
