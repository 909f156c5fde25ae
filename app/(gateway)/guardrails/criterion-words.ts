import type { CriterionKind } from "@/domain/guardrails/criteria/criterion";
import type { RelationAccess } from "@/domain/guardrails/criteria/relations";
import type { Weekday } from "@/domain/guardrails/criteria/time";
import type { GuardrailAction, Outcome } from "@/domain/guardrails/guardrail";
import type { StatementKind } from "@/domain/statements/facts";

interface Word<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** Behind "a statement that". */
export const CRITERIA: readonly Word<CriterionKind>[] = [
  { value: "every-row", label: "updates or deletes every row" },
  { value: "statement-kinds", label: "is of a kind" },
  { value: "relations", label: "touches relations" },
  { value: "no-limit", label: "reads without LIMIT" },
  { value: "calls", label: "calls functions by name" },
  { value: "unknown-calls", label: "calls functions that nobody knows" },
  { value: "several-statements", label: "is sent together with others" },
  { value: "joins", label: "joins more than so often" },
  { value: "unparsed", label: "cannot be parsed" },
  { value: "time", label: "comes at a time" },
  { value: "plan-cost", label: "costs more than so much by its plan" },
  { value: "plan-rows", label: "gives or changes many rows by its plan" },
  { value: "plan-scan", label: "reads all of a large table by its plan" },
  { value: "result-words", label: "its result contains words" },
  { value: "result-pattern", label: "its result fits a pattern" },
];

export const KINDS: readonly Word<StatementKind>[] = [
  { value: "read", label: "Read" },
  { value: "write", label: "Write" },
  { value: "schema", label: "Schema" },
  { value: "privilege", label: "Privilege" },
  { value: "transaction", label: "Transaction" },
  { value: "utility", label: "Utility" },
  { value: "unknown", label: "Unknown effect" },
];

export const ACCESSES: readonly Word<RelationAccess>[] = [
  { value: "any", label: "Read or written" },
  { value: "read", label: "Read" },
  { value: "write", label: "Written" },
];

export const DAYS: readonly Word<Weekday>[] = [
  { value: "mon", label: "Mon" },
  { value: "tue", label: "Tue" },
  { value: "wed", label: "Wed" },
  { value: "thu", label: "Thu" },
  { value: "fri", label: "Fri" },
  { value: "sat", label: "Sat" },
  { value: "sun", label: "Sun" },
];

export const WHENS: readonly Word<"inside" | "outside">[] = [
  { value: "outside", label: "At any other time than" },
  { value: "inside", label: "At the time" },
];

export const ACTIONS: readonly Word<GuardrailAction>[] = [
  { value: "block", label: "Block it" },
  { value: "require-approval", label: "Ask for an approval" },
  { value: "redact", label: "Replace what is found (results only)" },
  { value: "warn", label: "Warn, and let it through" },
];

export const EXPECTATIONS: readonly Word<Outcome>[] = [
  { value: "block", label: "Blocked" },
  { value: "require-approval", label: "Needs approval" },
  { value: "redact", label: "Replaced" },
  { value: "warn", label: "Warned of" },
  { value: "allow", label: "Let through" },
];

/** The value of a list that was chosen; what is not of it changes nothing. */
export function chosen<Value extends string>(
  words: readonly Word<Value>[],
  value: string,
  then: (value: Value) => void,
): void {
  const found = words.find((word) => word.value === value);
  if (found !== undefined) then(found.value);
}
