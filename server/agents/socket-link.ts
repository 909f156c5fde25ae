import type { Socket } from "socket.io";
import { z } from "zod";
import { Refusal } from "@/domain/refusal";
import {
  type AgentHello,
  type AgentToGateway,
  comparedColumns,
  type GatewayToAgent,
  type JudgeAnswer,
  type LinkTarget,
  type OpenAnswer,
  type SessionCancel,
  type SessionCredit,
  type TestAnswer,
} from "@/protocol/agent-events";
import { contextOfMaskingKey } from "@/protocol/masking-key";
import { sealTo } from "@/protocol/seal";
import { hashAgentKey } from "./agent-key";
import type { AgentLink } from "./agent-links";
import type { ClearTarget, JudgeAsk, OpenAsk, TestAsk } from "./link-asks";

const ANSWER_MS_MAX = {
  open: 5_000,
  /** A target that does not answer has its own, shorter limit in the agent. */
  test: 30_000,
} as const;

const no = z.object({
  ok: z.literal(false),
  code: z.string().max(60),
  because: z.string().max(64 * 1024),
});
const openAnswer = z.union([z.object({ ok: z.literal(true) }), no]);
const testAnswer = z.union([
  z.object({
    ok: z.literal(true),
    serverVersion: z.string().max(200),
    durationMs: z.number(),
    tls: z.boolean(),
  }),
  no,
]);

const judgeAnswer = z.union([z.object({ ok: z.literal(true), compared: comparedColumns }), no]);

export type AgentSocket = Socket<AgentToGateway, GatewayToAgent>;

/** The gateway's end of one agent process. */
export class SocketLink implements AgentLink {
  readonly agentId: string;
  readonly hostname: string;
  readonly version: string;
  readonly capabilities: readonly string[];
  readonly keyHash: string;
  private readonly socket: AgentSocket;
  private readonly sealKey: string;

  constructor(socket: AgentSocket, agentId: string, hello: AgentHello) {
    this.socket = socket;
    this.agentId = agentId;
    this.hostname = hello.hostname;
    this.version = hello.version;
    this.capabilities = hello.capabilities;
    this.keyHash = hashAgentKey(hello.key);
    this.sealKey = hello.sealTo;
  }

  async open({ target, limits, maskingKey, ...ask }: OpenAsk): Promise<OpenAnswer> {
    const message = {
      ...{ sessionId: ask.sessionId, statement: ask.statement, policy: ask.policy, upTo: ask.upTo },
      target: this.seal(target, ask.sessionId),
      limits: { ...limits },
      ...(ask.preview === undefined ? {} : { preview: ask.preview }),
      ...(ask.probe === undefined ? {} : { probe: ask.probe }),
      ...(ask.approved === undefined ? {} : { approved: ask.approved }),
      ...(ask.granted === undefined ? {} : { granted: ask.granted }),
      ...(maskingKey !== undefined && { maskingKey: this.sealKeyOf(maskingKey, ask.sessionId) }),
    };
    const socket = this.socket.timeout(ANSWER_MS_MAX.open);
    const answer = await answered(openAnswer, socket.emitWithAck("session.open", message));
    if (answer === null) throw new Refusal("AGENT.LOST", "The agent did not answer in time.");
    return answer;
  }

  async test({ testId, target }: TestAsk): Promise<TestAnswer> {
    const message = { testId, target: this.seal(target, testId) };
    const socket = this.socket.timeout(ANSWER_MS_MAX.test);
    const answer = await answered(testAnswer, socket.emitWithAck("connection.test", message));
    if (answer === null) throw new Refusal("AGENT.OFFLINE", "The agent did not answer in time.");
    return answer;
  }

  async judge({ judgeId, target, ...ask }: JudgeAsk): Promise<JudgeAnswer> {
    const message = { judgeId, target: this.seal(target, judgeId), ...ask };
    const socket = this.socket.timeout(ANSWER_MS_MAX.test);
    const answer = await answered(judgeAnswer, socket.emitWithAck("statement.judge", message));
    if (answer === null) throw new Refusal("AGENT.OFFLINE", "The agent did not answer in time.");
    return answer;
  }

  credit(credit: SessionCredit): void {
    this.socket.emit("session.credit", credit);
  }

  cancel(cancel: SessionCancel): void {
    this.socket.emit("session.cancel", { ...cancel, because: cancel.because.slice(0, 500) });
  }

  close(_because: string): void {
    this.socket.disconnect(true);
  }

  private sealKeyOf(maskingKey: string, sessionId: string): string {
    return sealTo(this.sealKey, contextOfMaskingKey(sessionId), maskingKey);
  }

  private seal({ password, ...target }: ClearTarget, context: string): LinkTarget {
    return { ...target, credential: sealTo(this.sealKey, context, password) };
  }
}

/** What an agent answers is checked like all that comes from outside; `null`: nothing usable in time. */
async function answered<S extends z.ZodType>(
  schema: S,
  answer: Promise<unknown>,
): Promise<z.output<S> | null> {
  try {
    return schema.safeParse(await answer).data ?? null;
  } catch {
    return null; // Socket.IO's own words for a time that ran out or a link that was lost.
  }
}
