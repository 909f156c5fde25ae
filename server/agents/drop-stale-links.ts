import type { Deps } from "../deps";
import { findAgentKeys } from "./store";

/**
 * Job: cuts the links whose key does not hold any more. A key that is replaced here is cut at once; this
 * finds what another gateway replaced, or what was being admitted in that moment. The embedded agents
 * are each their own gateway's: their row knows the key of the one that started last.
 */
export async function dropStaleLinks(deps: Deps): Promise<void> {
  const ids = deps.links.all();
  if (ids.length === 0) return;
  const keys = new Map((await findAgentKeys(deps.db.read, ids)).map((row) => [row.id, row]));
  for (const id of ids) {
    const row = keys.get(id);
    const holds = row !== undefined && (row.embedded || row.keyHash === deps.links.keyHash(id));
    if (!holds) deps.links.drop(id, "The key of this agent is not valid any more.");
  }
}
