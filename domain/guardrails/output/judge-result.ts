import { type GuardReason, NO_OBJECTION, type Verdict } from "../guard-input";
import type { OutputRule } from "./output-rule";
import { OutputSearch } from "./output-search";

/** What rules on results say of a text that stands in one, with the place of the first part they found. */
export function judgeResult(rules: readonly OutputRule[], text: string): Verdict {
  if (rules.length === 0) return NO_OBJECTION;
  const bytes = new TextEncoder().encode(text);
  const hits = new OutputSearch(rules).find(bytes);
  const reasons = rules.flatMap((rule, at): readonly GuardReason[] => {
    const hit = hits.find((one) => one.rule === at);
    if (hit === undefined) return [];
    const before = new TextDecoder().decode(bytes.subarray(0, hit.start));
    const within = new TextDecoder().decode(bytes.subarray(hit.start, hit.end));
    return [
      {
        ...{ ruleId: rule.id, rule: rule.name, action: rule.action, message: rule.message },
        ...{ criterion: rule.criterion.kind, because: becauseOf(rule), object: null, statement: 0 },
        ...{ startByte: hit.start, endByte: hit.end },
        ...{ start: before.length, end: before.length + within.length },
      },
    ];
  });
  const inOrder = [...reasons.filter(isBlock), ...reasons.filter((one) => !isBlock(one))];
  return { outcome: inOrder[0]?.action ?? "allow", reasons: inOrder, leftOut: 0 };
}

function isBlock({ action }: GuardReason): boolean {
  return action === "block";
}

export function becauseOf({ criterion }: Pick<OutputRule, "criterion">) {
  return criterion.kind === "result-words" ? "result-has-a-word" : "result-fits-a-pattern";
}
