import { describeReason, tellingReasons } from "./describe-reason";
import type { GuardReason, Verdict } from "./guard-input";

/** One sentence for each rule that says this: its name, its reasons and its message. */
export function sayingsOf(
  { reasons }: Pick<Verdict, "reasons">,
  action: GuardReason["action"],
): readonly string[] {
  const said = reasons.filter((one) => one.action === action);
  return [...new Set(said.map(({ ruleId }) => ruleId))].map((id) => {
    const ofRule = said.filter(({ ruleId }) => ruleId === id);
    const [first] = ofRule;
    const sentences = new Set(tellingReasons(ofRule).map(describeReason));
    const message = first?.message ?? "";
    return [`Guardrail “${first?.rule}”:`, message, ...sentences].filter(Boolean).join(" ");
  });
}
