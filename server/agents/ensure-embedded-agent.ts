import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { hashAgentKey, newAgentKey } from "./agent-key";
import { findEmbeddedAgent, insertAgent, saveKeyHash } from "./store";

const NAME = "embedded";

/**
 * The agent that the gateway runs as its own child: there always is one, and it gets a fresh key with
 * every start, so that its key is never on a disk.
 */
export async function ensureEmbeddedAgent(deps: Deps): Promise<{ id: string; key: string }> {
  const key = newAgentKey(deps);
  const keyHash = hashAgentKey(key);
  const id = await deps.db.transaction(async (tx) => {
    const known = await findEmbeddedAgent(tx);
    if (known !== null) {
      await saveKeyHash(tx, known.id, keyHash);
      return known.id;
    }
    const agent = { id: deps.newId("agt"), name: NAME, keyHash, embedded: true };
    const inserted = await insertAgent(tx, agent);
    if (!inserted) await insertAgent(tx, { ...agent, name: `${NAME}-${agent.id.slice(-6)}` });
    await recordAudit(tx, { actor: null, event: "agent.created", subject: NAME });
    return agent.id;
  });
  return { id, key };
}
