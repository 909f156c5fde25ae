import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { agentAbsent, embeddedStays } from "./rotate-agent-key";
import { findAgent, removeAgent } from "./store";

/** Deletes an agent that no connection uses any more; its link is cut. */
export async function deleteAgent(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    const agent = await findAgent(tx, id);
    if (agent === null) throw agentAbsent();
    if (agent.embedded) throw embeddedStays("agent");
    if (agent.connectionCount > 0) {
      const because = `${agent.connectionCount} connection(s) still use the agent ${agent.name}.`;
      throw new Refusal("AGENT.IN_USE", because, { connections: agent.connectionCount });
    }
    if (!(await removeAgent(tx, id))) throw agentAbsent();
    await recordAudit(tx, { actor, origin, event: "agent.deleted", subject: agent.name });
  });
  deps.links.drop(id, "This agent was deleted.");
  return {};
}
