import { io, type Socket } from "socket.io-client";
import superjson from "superjson";
import type { PublicRefusal } from "@/domain/refusal";
import { decodeFrame, type Frame } from "@/protocol/frame";
import { oneFrameParser } from "@/protocol/one-frame-parser";
import { type EndPayload, endPayload } from "@/protocol/payloads";
import { LINK_LIMITS } from "@/protocol/version";
import {
  type Answer,
  type BrowserToGateway,
  type GatewayToBrowser,
  type RunAnswer,
  type RunInput,
  WEB_NAMESPACE,
} from "@/protocol/web-events";
import { CookieJar } from "./cookie-jar";
import { RefusedError, readAnswer, refusalIn } from "./refused-answer";

type WebSocket = Socket<GatewayToBrowser, BrowserToGateway>;
type RequestHeard = GatewayToBrowser["request.changed"];

/** What reads a session: credit for the next record is given when the returned promise resolves. */
export interface RecordReader {
  record(index: number, frame: Frame, bytes: Uint8Array): void | Promise<void>;
}

/** How following a session ended: with its last frame, or before it. */
export type RunEnd =
  | { readonly kind: "over"; readonly records: number; readonly end: EndPayload }
  | { readonly kind: "lost"; readonly refusal: PublicRefusal }
  | { readonly kind: "cut"; readonly because: string };

export interface Run {
  readonly sessionId: string;
  readonly ended: Promise<RunEnd>;
}

/** A key, and where in the handshake. */
export interface KeyProof {
  readonly key: string;
  readonly as: "auth" | "header" | "query";
  readonly cookies?: readonly { readonly name: string; readonly value: string }[];
}

interface Following {
  readonly reader: RecordReader;
  readonly finish: (end: RunEnd) => void;
  last: Uint8Array | null;
  granted: number;
}

/** A person at a browser, without the browser: signs in over HTTP, runs over Socket.IO, asks over tRPC. */
export class GatewayClient {
  readonly url: string;
  readonly #jar: CookieJar;
  readonly #following = new Map<string, Following>();
  #socket: WebSocket | null = null;
  #key: KeyProof | null = null;
  /** What came before the answer that names its session was worked on: Node reads many messages at once. */
  #early: { readonly sessionId: string; readonly again: () => void }[] = [];

  private constructor(url: string, jar: CookieJar) {
    this.url = url;
    this.#jar = jar;
  }

  /** Signs in with a local account and opens the stream. */
  static async signIn(url: string, email: string, password: string): Promise<GatewayClient> {
    const jar = new CookieJar();
    const csrf: { csrfToken: string } = await (await jar.fetch(`${url}/api/auth/csrf`)).json();
    const answer = await jar.fetch(`${url}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: url },
      body: new URLSearchParams({ csrfToken: csrf.csrfToken, email, password, json: "true" }),
    });
    if (answer.status >= 400) throw new Error(`sign-in of ${email}: ${answer.status}`);
    const client = new GatewayClient(url, jar);
    await client.connect();
    return client;
  }

  /** Goes on with the cookies of a browser that is signed in already. */
  static async withCookies(
    url: string,
    cookies: readonly { readonly name: string; readonly value: string }[],
  ): Promise<GatewayClient> {
    const client = new GatewayClient(url, new CookieJar(cookies));
    await client.connect();
    return client;
  }

  /** A program with an API key: no cookie, no origin. */
  static async withKey(url: string, key: KeyProof): Promise<GatewayClient> {
    const client = new GatewayClient(url, new CookieJar(key.cookies));
    client.#key = key;
    await client.connect();
    return client;
  }

  get cookie(): string {
    return this.#jar.header();
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return this.#jar.fetch(`${this.url}${path}`, init);
  }

  async connect(): Promise<void> {
    const socket: WebSocket = io(`${this.url}${WEB_NAMESPACE}`, {
      transports: ["websocket"],
      parser: oneFrameParser,
      reconnection: false,
      forceNew: true,
      ...this.#proof(),
    });
    socket.on("records", ({ sessionId, index }, ...frames) => {
      for (const [at, bytes] of frames.entries()) {
        this.#take({ sessionId, index: index + at, bytes });
      }
    });
    socket.on("session.over", (sessionId, records) => this.#over(sessionId, records));
    socket.on("session.lost", (sessionId, refusal) => this.#lost(sessionId, refusal));
    socket.on("signin.ended", (because) => this.#cut(`sign-in ended: ${because}`));
    socket.on("disconnect", (reason) => this.#cut(reason));
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
  }

  #proof() {
    if (this.#key === null) return { extraHeaders: { cookie: this.cookie, origin: this.url } };
    const { key, as } = this.#key;
    if (as === "header") {
      return { extraHeaders: { cookie: this.cookie, authorization: `Bearer ${key}` } };
    }
    return { extraHeaders: { cookie: this.cookie }, [as]: { key } };
  }

  /** Submits once. Rejects with RefusedError, or with the connection's own error when it went away. */
  async run(connection: string, statement: string, reader: RecordReader): Promise<Run> {
    const { sessionId } = await this.submit({ connection, statement });
    return this.#begin(sessionId, reader);
  }

  async submit(input: RunInput): Promise<RunAnswer> {
    return await this.#ask<RunAnswer>((socket, done) => socket.emit("session.run", input, done));
  }

  async runApproved(requestId: string, reader: RecordReader): Promise<Run> {
    const { sessionId } = await this.#ask<RunAnswer>((socket, done) =>
      socket.emit("session.runApproved", { requestId }, done),
    );
    return this.#begin(sessionId, reader);
  }

  /** Calls it with what the gateway says by this event, until the answer is called. */
  listen(event: "request.changed" | "requests.changed", listener: RequestHeard): () => void {
    const socket = this.#socket as Socket | null;
    socket?.on(event, listener);
    return () => socket?.off(event, listener);
  }

  /** Reads a session, live or recorded, from a record on. */
  async follow(sessionId: string, from: number, reader: RecordReader): Promise<Run> {
    const ended = this.#follow(sessionId, reader);
    const upTo = from + LINK_LIMITS.framesUnderWayMax;
    try {
      await this.#ask<{ open: boolean }>((socket, done) =>
        socket.emit("session.follow", { sessionId, from, upTo }, done),
      );
    } catch (error) {
      this.#following.delete(sessionId);
      throw error;
    }
    return { sessionId, ended };
  }

  /** Sends any event that is answered; how it was refused, or null when it was not. */
  async event(name: string, input: unknown): Promise<PublicRefusal | null> {
    // Any name and any form: a test sends what no page would.
    const send = this.#socket as unknown as Socket | null;
    return await this.#ask((_, done) => send?.emit(name, input, done)).then(() => null, refusalIn);
  }

  async cancel(sessionId: string): Promise<string> {
    const answer = await this.#ask<{ state: string }>((socket, done) =>
      socket.emit("session.cancel", { sessionId }, done),
    );
    return answer.state;
  }

  /** Calls a tRPC query. Rejects with RefusedError. */
  async query<T>(procedure: string, input?: unknown): Promise<T> {
    const text = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
    return readAnswer<T>(await this.fetch(`/api/trpc/${procedure}?input=${text}`));
  }

  async mutate<T>(procedure: string, input?: unknown): Promise<T> {
    const answer = await this.fetch(`/api/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.url },
      body: JSON.stringify(superjson.serialize(input)),
    });
    return readAnswer<T>(answer);
  }

  close(): void {
    this.#socket?.disconnect();
  }

  #begin(sessionId: string, reader: RecordReader): Run {
    const ended = this.#follow(sessionId, reader);
    this.#grant(sessionId, LINK_LIMITS.framesUnderWayMax);
    this.#takeEarly(sessionId);
    return { sessionId, ended };
  }

  #follow(sessionId: string, reader: RecordReader): Promise<RunEnd> {
    return new Promise((finish) => {
      this.#following.set(sessionId, { reader, finish, last: null, granted: 0 });
    });
  }

  #ask<T>(send: (socket: WebSocket, done: (answer: Answer<T>) => void) => void): Promise<T> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      if (socket?.connected !== true) {
        reject(new Error("not connected"));
        return;
      }
      const gone = (reason: string) => reject(new Error(`connection lost: ${reason}`));
      socket.once("disconnect", gone);
      send(socket, (answer) => {
        socket.off("disconnect", gone);
        if (answer.ok) resolve(answer.value);
        else reject(new RefusedError(answer.refusal));
      });
    });
  }

  #take(record: { sessionId: string; index: number; bytes: Uint8Array }): void {
    const { sessionId, index, bytes } = record;
    const following = this.#following.get(sessionId);
    if (following === undefined) {
      this.#early.push({ sessionId, again: () => this.#take(record) });
      return;
    }
    following.last = bytes;
    const read = following.reader.record(index, decodeFrame(bytes), bytes);
    const upTo = index + 1 + LINK_LIMITS.framesUnderWayMax;
    if (read === undefined) this.#grant(sessionId, upTo);
    else void read.then(() => this.#grant(sessionId, upTo));
  }

  /** As pages do: a message for half a window, not for each record. */
  #grant(sessionId: string, upTo: number): void {
    const following = this.#following.get(sessionId);
    if (following === undefined) return;
    if (upTo - following.granted < LINK_LIMITS.framesUnderWayMax / 2) return;
    following.granted = upTo;
    this.#socket?.emit("session.credit", { sessionId, upTo });
  }

  #takeEarly(sessionId: string): void {
    const own = this.#early.filter((one) => one.sessionId === sessionId);
    this.#early = this.#early.filter((one) => one.sessionId !== sessionId);
    for (const { again } of own) again();
  }

  #lost(sessionId: string, refusal: PublicRefusal): void {
    if (this.#following.has(sessionId)) this.#finish(sessionId, { kind: "lost", refusal });
    else this.#early.push({ sessionId, again: () => this.#lost(sessionId, refusal) });
  }

  #over(sessionId: string, records: number): void {
    const following = this.#following.get(sessionId);
    if (following === undefined) {
      this.#early.push({ sessionId, again: () => this.#over(sessionId, records) });
      return;
    }
    const { last } = following;
    if (last === null) return;
    const frame = decodeFrame(last);
    const end = endPayload.parse(JSON.parse(new TextDecoder().decode(frame.payload)));
    this.#finish(sessionId, { kind: "over", records, end });
  }

  #finish(sessionId: string, end: RunEnd): void {
    this.#following.get(sessionId)?.finish(end);
    this.#following.delete(sessionId);
  }

  #cut(because: string): void {
    for (const sessionId of [...this.#following.keys()]) {
      this.#finish(sessionId, { kind: "cut", because });
    }
  }
}
