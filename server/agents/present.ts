import type { AgentPresence } from "./agent-links";
import type { AgentRecord } from "./store";

export interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly embedded: boolean;
  readonly online: boolean;
  readonly version: string;
  readonly hostname: string;
  readonly capabilities: readonly string[];
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
  readonly connectionCount: number;
}

/** What is known from the live link is shown before what the store remembers. */
export function presentAgent(agent: AgentRecord, presence: AgentPresence | null): AgentRow {
  const { id, name, embedded, lastSeenAt, createdAt, connectionCount } = agent;
  const { version, hostname, capabilities } = presence ?? agent;
  return {
    ...{ id, name, embedded, lastSeenAt, createdAt, connectionCount },
    ...{ version, hostname, capabilities },
    online: presence !== null,
  };
}
