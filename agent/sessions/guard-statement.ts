import { guardInput } from "@/domain/guardrails/guard-input";
import { sayingsOf } from "@/domain/guardrails/say-verdict";
import { Refusal } from "@/domain/refusal";
import { factsOf, type StatementParser } from "@/domain/statements/facts";
import type { SessionOpen } from "@/protocol/agent-events";

/**
 * The second witness: the guardrails that came with the session are asked again before anything is
 * opened. Throws a Refusal when one blocks; whether an approval was given is the gateway's to know.
 */
export function requireGuarded(
  { statement, policy }: Pick<SessionOpen, "statement" | "policy">,
  { parser, now }: { readonly parser: StatementParser; readonly now: Date },
): void {
  const { guardrails = [] } = policy;
  if (guardrails.length === 0) return;
  const rules = guardrails.map((rule) => ({
    ...rule,
    ...{ version: 1, enabled: true, scope: { connections: [], tags: [] } },
  }));
  const verdict = guardInput({ facts: factsOf(parser, statement), statement, rules, now });
  if (verdict.outcome !== "block") return;
  throw new Refusal("GUARDRAIL.BLOCKED", sayingsOf(verdict, "block").join(" "));
}
