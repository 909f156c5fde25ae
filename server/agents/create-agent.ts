import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { hashAgentKey, newAgentKey } from "./agent-key";
import { type AgentKeyShown, showAgentKey } from "./install-text";
import { insertAgent } from "./store";

/** Adds an agent. Its key is in the answer and nowhere else. */
export async function createAgent(
  deps: Deps,
  { actor, origin }: Administrator,
  name: string,
): Promise<AgentKeyShown> {
  const id = deps.newId("agt");
  const key = newAgentKey(deps);
  await deps.db.transaction(async (tx) => {
    const agent = { id, name, keyHash: hashAgentKey(key), embedded: false };
    if (!(await insertAgent(tx, agent))) {
      throw new Refusal("AGENT.EXISTS", `There is already an agent ${name}.`);
    }
    await recordAudit(tx, { actor, origin, event: "agent.created", subject: name, after: { id } });
  });
  return showAgentKey(deps, { id, name, key });
}
