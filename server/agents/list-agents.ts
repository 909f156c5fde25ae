import type { Deps } from "../deps";
import { type AgentRecord, pageAgents } from "./store";

const AGENTS_MAX = 5_000;

/** All agents, the embedded one first. */
export async function listAgents(deps: Deps): Promise<AgentRecord[]> {
  return await pageAgents(deps.db.read, AGENTS_MAX);
}
