import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { hashAgentKey, newAgentKey } from "./agent-key";
import { type AgentKeyShown, showAgentKey } from "./install-text";
import { findAgent, saveKeyHash } from "./store";

/** Gives an agent a new key. The old one is void at once: whoever is connected with it is cut. */
export async function rotateAgentKey(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<AgentKeyShown> {
  const key = newAgentKey(deps);
  const name = await deps.db.transaction(async (tx) => {
    const agent = await findAgent(tx, id);
    if (agent === null || !(await saveKeyHash(tx, id, hashAgentKey(key)))) throw agentAbsent();
    if (agent.embedded) throw embeddedStays("key");
    await recordAudit(tx, { actor, origin, event: "agent.keyRotated", subject: agent.name });
    return agent.name;
  });
  deps.links.drop(id, "The key of this agent was replaced.");
  return showAgentKey(deps, { id, name, key });
}

export function agentAbsent(): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", "There is no such agent.");
}

export function embeddedStays(what: "key" | "agent"): Refusal {
  return new Refusal(
    "AGENT.IN_USE",
    `The embedded agent's ${what} is managed by the gateway itself.`,
  );
}
