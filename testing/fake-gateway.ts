import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import type { ConnectionKind } from "@/domain/connections/connection";
import {
  AGENT_NAMESPACE,
  type AgentHello,
  type AgentToGateway,
  type GatewayToAgent,
  type OpenAnswer,
  type ResumeAnswer,
  type SessionOpen,
  type SessionsResume,
} from "@/protocol/agent-events";
import { decodeFrame, type Frame } from "@/protocol/frame";
import { contextOfMaskingKey } from "@/protocol/masking-key";
import { oneFrameParser } from "@/protocol/one-frame-parser";
import { type EndPayload, endPayload } from "@/protocol/payloads";
import { sealTo } from "@/protocol/seal";
import { LINK_LIMITS } from "@/protocol/version";

type AgentSocket = Socket<AgentToGateway, GatewayToAgent>;

/** What a test's gateway has got of one session, in order and without gaps, or it throws. */
export class ReceivedSession {
  readonly frames: Frame[] = [];
  /** Bytes of the payloads of all frames. */
  bytes = 0;
  rows = 0;
  /** Frames that came again after a reconnect. */
  repeated = 0;
  /** Highest sequence that was allowed, and the lowest that was not when it came (must stay null). */
  upTo: number;
  beyondCredit: number | null = null;
  end: EndPayload | null = null;
  keepFrames = true;
  private next = 0;
  private readonly waiting = new Set<() => void>();

  constructor(upTo: number) {
    this.upTo = upTo;
  }

  get received(): number {
    return this.next;
  }

  accept(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (frame.sequence < this.next) {
      this.repeated += 1;
      return;
    }
    if (frame.sequence !== this.next) throw new Error(`a gap before frame ${frame.sequence}`);
    if (this.end !== null) throw new Error("a frame behind the end");
    if (frame.sequence >= this.upTo) this.beyondCredit ??= frame.sequence;
    this.next += 1;
    this.bytes += frame.payload.byteLength;
    this.rows += frame.rows;
    if (this.keepFrames) this.frames.push({ ...frame, payload: new Uint8Array(frame.payload) });
    if (frame.kind === "end") this.end = endPayload.parse(jsonOf(frame));
    for (const check of this.waiting) check();
  }

  until(holds: (session: ReceivedSession) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!holds(this)) return;
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
      check();
    });
  }

  async ended(): Promise<EndPayload> {
    await this.until(({ end }) => end !== null);
    if (this.end === null) throw new Error("unreachable");
    return this.end;
  }

  payloads(kind: Frame["kind"]): unknown[] {
    return this.frames.filter((frame) => frame.kind === kind).map(jsonOf);
  }

  /** Everything that came, as text: what a search for a value that may not leave looks through. */
  text(): string {
    return this.frames.map(({ payload }) => Buffer.from(payload).toString("latin1")).join("\n");
  }
}

function jsonOf(frame: Frame): unknown {
  return JSON.parse(Buffer.from(frame.payload).toString("utf8"));
}

/** The gateway's end of the agent link over a real Socket.IO server, as generous as a test tells it to be. */
export class FakeGateway {
  readonly hellos: AgentHello[] = [];
  readonly sessions = new Map<string, ReceivedSession>();
  readonly resumes: SessionsResume[] = [];
  /** Named refusal that every handshake meets, or null. */
  refuseHello: string | null = null;
  /** Gives credit for every frame received; without it a session has what it was opened with. */
  generous = true;
  port = 0;
  private io: Server | null = null;
  private socket: AgentSocket | null = null;
  private onConnected: () => void = () => undefined;

  async start(port = 0): Promise<void> {
    const http = createServer();
    const io = new Server(http, {
      ...{ parser: oneFrameParser, transports: ["websocket"], serveClient: false },
      maxHttpBufferSize: LINK_LIMITS.messageBytesMax,
    });
    this.io = io;
    io.of(AGENT_NAMESPACE).use((socket, next) => {
      next(this.refuseHello === null ? undefined : new Error(this.refuseHello));
      if (this.refuseHello === null) this.hellos.push(socket.handshake.auth as AgentHello);
    });
    io.of(AGENT_NAMESPACE).on("connection", (socket: AgentSocket) => this.serve(socket));
    await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
    this.port = (http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async connected(): Promise<void> {
    if (this.socket?.connected === true) return;
    await new Promise<void>((resolve) => {
      this.onConnected = resolve;
    });
  }

  async open(open: Omit<SessionOpen, "target"> & { target: ClearTarget }): Promise<OpenAnswer> {
    const { password, ...target } = open.target;
    const credential = sealTo(this.hellos.at(-1)?.sealTo ?? "", open.sessionId, password);
    const key = this.sealed(contextOfMaskingKey(open.sessionId), open.maskingKey);
    const session = this.sessions.get(open.sessionId) ?? new ReceivedSession(open.upTo);
    this.sessions.set(open.sessionId, session);
    const message = { ...open, target: { ...target, credential }, maskingKey: key };
    return await this.live().timeout(10_000).emitWithAck("session.open", message);
  }

  private sealed(context: string, plain: string | undefined): string | undefined {
    return plain === undefined
      ? undefined
      : sealTo(this.hellos.at(-1)?.sealTo ?? "", context, plain);
  }

  credit(sessionId: string, upTo: number): void {
    const session = this.sessions.get(sessionId);
    if (session === undefined) throw new Error("no such session");
    session.upTo = Math.max(session.upTo, upTo);
    this.live().emit("session.credit", { sessionId, received: session.received, upTo });
  }

  cancel(sessionId: string): void {
    const cancel = { as: "cancelled", code: "SESSION.CANCELLED", because: "Cancelled." } as const;
    this.live().emit("session.cancel", { sessionId, ...cancel });
    this.credit(sessionId, (this.sessions.get(sessionId)?.received ?? 0) + 20);
  }

  /** The server side of `connection.test` and whatever else a test wants to send. */
  live(): AgentSocket {
    if (this.socket === null) throw new Error("the agent is not connected");
    return this.socket;
  }

  /** Cuts the wire, as a network does. */
  cut(): void {
    this.socket?.conn.close();
    this.socket = null;
  }

  async stop(): Promise<void> {
    this.socket = null;
    await this.io?.close();
    this.io = null;
  }

  private serve(socket: AgentSocket): void {
    socket.on("frames", (sessionId, ...frames) => {
      const session = this.sessions.get(sessionId);
      if (session === undefined) return;
      for (const frame of frames) session.accept(frame);
      if (this.generous && session.end === null) {
        this.credit(sessionId, session.received + LINK_LIMITS.framesUnderWayMax);
      }
    });
    socket.on("sessions.resume", (resume, answer) => {
      this.resumes.push(resume);
      answer(resume.sessions.map(({ sessionId }) => this.resumeAnswer(sessionId)));
      this.socket = socket;
      this.onConnected();
    });
  }

  private resumeAnswer(sessionId: string): ResumeAnswer {
    const session = this.sessions.get(sessionId);
    if (session === undefined || session.end !== null) return { sessionId, kind: "gone" };
    if (this.generous) session.upTo = session.received + LINK_LIMITS.framesUnderWayMax;
    return { sessionId, kind: "resume", received: session.received, upTo: session.upTo };
  }
}

export interface ClearTarget {
  readonly kind: ConnectionKind;
  readonly settings: SessionOpen["target"]["settings"];
  readonly password: string;
  readonly readOnly: boolean;
}
