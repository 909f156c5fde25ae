import type { Deps } from "../deps";
import { rulesInForce } from "../rules/rules-in-force";
import { findRequests } from "./store";

/**
 * The ids of the integrations through which the rules that each of these requests was made under are
 * told; a request that is gone is not in it.
 */
export async function tellsOf(
  deps: Deps,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const [requests, rules] = await Promise.all([
    findRequests(deps.db.read, requestIds),
    rulesInForce(deps),
  ]);
  return new Map(
    requests.map(({ id, demands }) => {
      const asking = new Set(demands.map(({ ruleId }) => ruleId));
      const named = rules.filter((rule) => asking.has(rule.id)).flatMap(({ told }) => told);
      return [id, [...new Set(named)]];
    }),
  );
}
