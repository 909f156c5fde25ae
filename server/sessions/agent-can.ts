import { Refusal } from "@/domain/refusal";
import type { Capability } from "@/protocol/version";
import type { OpenedSubmission } from "./open-session";

/** Refuses what an agent is too old for. Of one that is not connected nothing is known: opening the session says so. */
export function requireOf(
  { deps, connection }: Pick<OpenedSubmission, "deps" | "connection">,
  capability: Capability,
  words: string,
): void {
  const { agentId } = connection;
  if (!deps.links.isOnline(agentId) || deps.links.can(agentId, capability)) return;
  throw new Refusal("AGENT.TOO_OLD", `${words}; nothing was sent.`);
}
