import { type AgentHello, agentHello, type HELLO_REFUSALS } from "@/protocol/agent-events";
import { PROTOCOL_VERSION } from "@/protocol/version";
import type { Deps } from "../deps";
import { hashAgentKey } from "./agent-key";
import { findAgentByKeyHash, saveSeen } from "./store";

export type Admission =
  | { readonly kind: "admitted"; readonly agentId: string; readonly hello: AgentHello }
  | { readonly kind: "refused"; readonly code: keyof typeof HELLO_REFUSALS };

/** Whether the other end of a new link is one of our agents, and one that speaks as we do. */
export async function admitAgent(deps: Deps, auth: unknown): Promise<Admission> {
  const read = agentHello.safeParse(auth);
  if (!read.success) return { kind: "refused", code: "AGENT.KEY_UNKNOWN" };
  const hello = read.data;
  const agentId = await findAgentByKeyHash(deps.db.read, hashAgentKey(hello.key));
  if (agentId === null) return { kind: "refused", code: "AGENT.KEY_UNKNOWN" };
  if (hello.protocol < PROTOCOL_VERSION) return { kind: "refused", code: "AGENT.TOO_OLD" };
  if (hello.protocol > PROTOCOL_VERSION) return { kind: "refused", code: "AGENT.TOO_NEW" };
  const { version, hostname, capabilities } = hello;
  const seen = { version, hostname, capabilities, lastSeenAt: deps.now() };
  await deps.db.quickTransaction((tx) => saveSeen(tx, agentId, seen));
  return { kind: "admitted", agentId, hello };
}
