import { describeReason } from "../describe-reason";
import { becauseOf } from "./judge-result";
import type { OutputRule } from "./output-rule";

/** Why a result ends, in one line; never what was found. */
export function sayBlocked(rule: OutputRule): string {
  const because = describeReason({
    ...{ criterion: rule.criterion.kind, because: becauseOf(rule), object: null },
  });
  const words = [`Guardrail “${rule.name}”:`, rule.message, because];
  return [...words, "The statement ran; its result is not returned."].filter(Boolean).join(" ");
}
