import type {
  JudgeAnswer,
  OpenAnswer,
  SessionCancel,
  SessionCredit,
  TestAnswer,
} from "@/protocol/agent-events";
import type { Capability } from "@/protocol/version";
import type { JudgeAsk, OpenAsk, TestAsk } from "./link-asks";

/** What a live link says about the process at its other end. */
export interface AgentPresence {
  readonly agentId: string;
  readonly hostname: string;
  readonly version: string;
  readonly capabilities: readonly string[];
}

/** One live connection of an agent process. Made by the agent socket, used through `AgentLinks`. */
export interface AgentLink extends AgentPresence {
  /** Of the key that the process proved at its connect. */
  readonly keyHash: string;
  open(ask: OpenAsk): Promise<OpenAnswer>;
  test(ask: TestAsk): Promise<TestAnswer>;
  judge(ask: JudgeAsk): Promise<JudgeAnswer>;
  credit(credit: SessionCredit): void;
  cancel(cancel: SessionCancel): void;
  /** Ends the link; the agent is told why and, where it helps, comes back. */
  close(because: string): void;
}

/**
 * The agents that are connected to this gateway now, by agent id. At most one process per agent: the
 * newest wins and the older one is told. Nothing here asks the store.
 */
export interface AgentLinks {
  isOnline(agentId: string): boolean;
  presence(agentId: string): AgentPresence | null;
  /** Hash of the key its link was admitted with; `null` when it is not connected. */
  keyHash(agentId: string): string | null;
  /** Ids of the agents that are connected now. */
  all(): string[];
  can(agentId: string, capability: Capability): boolean;
  /** Throws Refusal AGENT.OFFLINE when the agent is not connected or does not answer in time. */
  open(agentId: string, ask: OpenAsk): Promise<OpenAnswer>;
  /** Throws Refusal AGENT.OFFLINE when the agent is not connected or does not answer in time. */
  test(agentId: string, ask: TestAsk): Promise<TestAnswer>;
  /** What a statement compares. Throws like `test`. */
  judge(agentId: string, ask: JudgeAsk): Promise<JudgeAnswer>;
  /** False when the agent is away; it learns the credit when it resumes. */
  credit(agentId: string, credit: SessionCredit): boolean;
  /** False when the agent is away; it learns of the cancel when it resumes. */
  cancel(agentId: string, cancel: SessionCancel): boolean;
  /** Ends the link of an agent whose key is no longer valid. */
  drop(agentId: string, because: string): void;
  /** Used by the agent socket alone: makes this link the agent's one. */
  attach(link: AgentLink): void;
  /** Used by the agent socket alone. False when a newer link had already taken its place. */
  detach(link: AgentLink): boolean;
}
