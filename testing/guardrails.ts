import type { Criterion } from "../domain/guardrails/criteria/criterion";
import type { Guardrail } from "../domain/guardrails/guardrail";

/** A guardrail that blocks writes of every row everywhere, unless it says something else. */
export function aGuardrail(change: Partial<Guardrail> = {}): Guardrail {
  const name = change.name ?? "safe";
  const criteria: readonly Criterion[] = [{ kind: "every-row" }];
  return {
    ...{ id: `grd_${name}`, name, version: 1, enabled: true, priority: 1, action: "block" },
    ...{ scope: { connections: [], tags: [] }, message: "", criteria, ...change },
  };
}
