import { EventEmitter, once } from "node:events";
import { io, type Socket } from "socket.io-client";
import { encodeRow } from "../domain/rows/row-format";
import {
  AGENT_NAMESPACE,
  type AgentToGateway,
  type GatewayToAgent,
  type JudgeAnswer,
  type OpenAnswer,
  type ResumeAnswer,
  type SessionCancel,
  type SessionCredit,
  type SessionOpen,
  type StatementJudge,
  type TestAnswer,
} from "../protocol/agent-events";
import { encodeFrame, type Frame, type FrameKind } from "../protocol/frame";
import { oneFrameParser } from "../protocol/one-frame-parser";
import type { EndPayload } from "../protocol/payloads";
import { makeSealKeys, openSealed } from "../protocol/seal";
import { stampOf } from "../protocol/stamp";
import { CAPABILITIES, PROTOCOL_VERSION } from "../protocol/version";

type AgentSocket = Socket<GatewayToAgent, AgentToGateway>;

const DONE: EndPayload = {
  ...{ state: "done", code: null, because: null, rows: 0, bytes: 0, masked: [] },
};

/** A session as it reached the agent. The test says, frame by frame, what the agent sends of it. */
export class ScriptedSession {
  readonly open: SessionOpen;
  readonly password: string;
  readonly told = new EventEmitter();
  readonly cancels: SessionCancel[] = [];
  readonly credits: SessionCredit[] = [];
  private readonly agent: ScriptedAgent;
  next = 0;

  constructor(agent: ScriptedAgent, open: SessionOpen, password: string) {
    this.agent = agent;
    this.open = open;
    this.password = password;
  }

  /** Frames the agent may send by now. */
  get upTo(): number {
    return Math.max(this.open.upTo, ...this.credits.map(({ upTo }) => upTo));
  }

  send(kind: FrameKind, payload: object | Uint8Array, change: Partial<Frame> = {}): void {
    const isRows = payload instanceof Uint8Array;
    const frame: Frame = {
      ...({ kind, direction: "from-target", format: isRows ? "rows" : "json" } as const),
      ...{ sequence: this.next, result: 0, rows: isRows ? 1 : 0 },
      stamp: stampOf(this.open.policy.masking),
      payload: isRows ? payload : new TextEncoder().encode(JSON.stringify(payload)),
      ...change,
    };
    this.next = frame.sequence + 1;
    this.agent.sendBytes(this.open.sessionId, encodeFrame(frame));
  }

  row(text: string, change: Partial<Frame> = {}): void {
    this.send("rows", encodeRow([new TextEncoder().encode(text)]), change);
  }

  end(change: Partial<EndPayload> = {}): void {
    this.send("end", { ...DONE, ...change });
  }

  async cancelled(): Promise<SessionCancel> {
    if (this.cancels.length === 0) await once(this.told, "cancel");
    const [cancel] = this.cancels;
    if (cancel === undefined) throw new Error("no cancel");
    return cancel;
  }

  /** Resolves when the agent may send at least so many frames. */
  async credited(upTo: number): Promise<void> {
    while (this.upTo < upTo) await once(this.told, "credit");
  }
}

/** The other end of the agent link: speaks the real protocol, does what the test says. */
export class ScriptedAgent {
  readonly sessions = new Map<string, ScriptedSession>();
  answerOpen: OpenAnswer = { ok: true };
  answerTest: TestAnswer = { ok: true, serverVersion: "18.0", durationMs: 3, tls: false };
  /** What each statement compares, as far as this agent says. */
  answerJudge: JudgeAnswer = { ok: true, compared: [] };
  readonly judged: StatementJudge[] = [];
  testPasswords: string[] = [];
  resumeAnswers: ResumeAnswer[] = [];
  private readonly keys = makeSealKeys();
  private readonly opened = new EventEmitter();
  private readonly socket: AgentSocket;
  private readonly queue: ScriptedSession[] = [];

  constructor(
    url: string,
    key: string,
    hello: { readonly protocol?: number; readonly capabilities?: readonly string[] } = {},
  ) {
    this.socket = io(`${url}${AGENT_NAMESPACE}`, {
      ...{ transports: ["websocket"], parser: oneFrameParser, reconnection: false, forceNew: true },
      auth: {
        ...{ key, protocol: hello.protocol ?? PROTOCOL_VERSION, version: "test" },
        ...{ capabilities: [...(hello.capabilities ?? CAPABILITIES)], hostname: "test-host" },
        sealTo: this.keys.publicKey,
      },
    });
    this.socket.on("session.open", (open, answer) => {
      answer(this.answerOpen);
      if (!this.answerOpen.ok) return;
      const password = openSealed(this.keys.privateKey, open.sessionId, open.target.credential);
      const session = new ScriptedSession(this, open, password);
      this.sessions.set(open.sessionId, session);
      this.queue.push(session);
      this.opened.emit("session");
    });
    this.socket.on("session.credit", (credit) => {
      const session = this.sessions.get(credit.sessionId);
      session?.credits.push(credit);
      session?.told.emit("credit");
    });
    this.socket.on("session.cancel", (cancel) => {
      const session = this.sessions.get(cancel.sessionId);
      session?.cancels.push(cancel);
      session?.told.emit("cancel");
    });
    this.socket.on("statement.judge", (judge, answer) => {
      this.judged.push(judge);
      answer(this.answerJudge);
    });
    this.socket.on("connection.test", ({ testId, target }, answer) => {
      this.testPasswords.push(openSealed(this.keys.privateKey, testId, target.credential));
      answer(this.answerTest);
    });
  }

  /** Resolves with null when connected, with the refusal's code when refused. */
  connected(): Promise<string | null> {
    return new Promise((resolve) => {
      this.socket.once("connect", () => void this.resume().then(() => resolve(null)));
      this.socket.once("connect_error", (error) => resolve(error.message));
    });
  }

  reconnect(): Promise<string | null> {
    const connected = this.connected();
    this.socket.connect();
    return connected;
  }

  async disconnected(): Promise<void> {
    if (this.socket.connected)
      await new Promise((resolve) => this.socket.once("disconnect", resolve));
  }

  /** The next session that the gateway opens. */
  async session(): Promise<ScriptedSession> {
    if (this.queue.length === 0) await once(this.opened, "session");
    const session = this.queue.shift();
    if (session === undefined) throw new Error("no session");
    return session;
  }

  sendBytes(sessionId: string, frame: Uint8Array): void {
    this.socket.emit("frames", sessionId, frame);
  }

  /** The link is gone at once, as when a cable is pulled. */
  cut(): void {
    this.socket.io.engine.close();
  }

  close(): void {
    this.socket.disconnect();
  }

  private async resume(): Promise<void> {
    const sessions = [...this.sessions.values()].map(({ open, next }) => ({
      sessionId: open.sessionId,
      nextSequence: next,
    }));
    this.resumeAnswers = await this.socket.emitWithAck("sessions.resume", { sessions });
  }
}
