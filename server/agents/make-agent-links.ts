import { Refusal } from "@/domain/refusal";
import type { AgentLink, AgentLinks } from "./agent-links";

/** The registry of live links of this gateway. */
export function makeAgentLinks(): AgentLinks {
  const links = new Map<string, AgentLink>();
  const need = (agentId: string): AgentLink => {
    const link = links.get(agentId);
    if (link === undefined) throw agentOffline();
    return link;
  };
  return {
    isOnline: (agentId) => links.has(agentId),
    presence: (agentId) => links.get(agentId) ?? null,
    keyHash: (agentId) => links.get(agentId)?.keyHash ?? null,
    all: () => [...links.keys()],
    can: (agentId, capability) => links.get(agentId)?.capabilities.includes(capability) ?? false,
    open: async (agentId, ask) => await need(agentId).open(ask),
    test: async (agentId, ask) => await need(agentId).test(ask),
    judge: async (agentId, ask) => await need(agentId).judge(ask),
    credit(agentId, credit) {
      links.get(agentId)?.credit(credit);
      return links.has(agentId);
    },
    cancel(agentId, cancel) {
      links.get(agentId)?.cancel(cancel);
      return links.has(agentId);
    },
    drop: (agentId, because) => links.get(agentId)?.close(because),
    attach(link) {
      const older = links.get(link.agentId);
      links.set(link.agentId, link);
      older?.close("Another process connected with the same key; the newest one is used.");
    },
    detach(link) {
      if (links.get(link.agentId) !== link) return false;
      return links.delete(link.agentId);
    },
  };
}

function agentOffline(): Refusal {
  return new Refusal("AGENT.OFFLINE", "The agent of this connection is not connected.");
}
