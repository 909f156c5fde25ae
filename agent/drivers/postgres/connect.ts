import { Socket } from "node:net";
import { type ConnectionOptions, TLSSocket } from "node:tls";
import pg from "pg";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import { invariant } from "@/domain/invariant";
import { Refusal } from "@/domain/refusal";
import { CLEAR_TEXT_PASSWORD, refusalOfConnect, TOO_MUCH_HANDSHAKE, TOO_SLOW } from "./errors";
import { POSTGRES_LIMITS } from "./limits";
import { isSocketFolder, tlsOptions } from "./tls";

/** A signed-in connection whose bytes are ours to frame. */
export interface PostgresLink {
  readonly socket: Socket;
  readonly settings: DatabaseSettings;
  readonly tls: ConnectionOptions | false;
  /** What a CancelRequest names. */
  readonly processId: number;
  readonly secretKey: number;
  readonly serverVersion: string;
  /** As the server names it: `UTF8`, `SQL_ASCII`. */
  readonly serverEncoding: string;
}

export interface Credential {
  readonly settings: DatabaseSettings;
  readonly password: () => string;
}

/**
 * `pg` does TLS and the sign-in; then its socket is taken over. This is the only file that touches
 * what is not `pg`'s public API: `connection.stream` and the events of `connection`. A test fails
 * when an upgrade moves them.
 */
export async function connect(credential: Credential, signal: AbortSignal): Promise<PostgresLink> {
  const { settings, password } = credential;
  const tls = tlsOptions(settings);
  const raw = new Socket();
  const client = new pg.Client({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.username,
    password,
    ssl: tls,
    application_name: "gatehouse",
    keepAlive: true,
    stream: () => raw,
  });
  const connection = internalsOf(client);
  const watch = watchHandshake(connection, raw, settings);
  client.on("error", () => {
    // After the sign-in the socket is ours: its end is seen there. Before it, connect() rejects.
  });
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(POSTGRES_LIMITS.connectMsMax)]);
  try {
    await raceWith(deadline, client.connect());
    return takeOver({ client, connection, settings, tls, watch });
  } catch (error) {
    raw.destroy();
    connection.stream.destroy();
    if (watch.refusal !== null) throw watch.refusal;
    if (signal.aborted) throw new Refusal("SESSION.CANCELLED", "Cancelled while connecting.");
    if (deadline.aborted) throw TOO_SLOW;
    throw refusalOfConnect(error);
  } finally {
    watch.stop();
  }
}

interface Internals {
  readonly stream: Socket;
  on(event: string, listener: (message: unknown) => void): unknown;
  off(event: string, listener: (message: unknown) => void): unknown;
}

function internalsOf(client: pg.Client): Internals {
  const connection: unknown = Reflect.get(client, "connection");
  invariant(isInternals(connection), "pg's client has a connection with a socket as its stream");
  return connection;
}

function isInternals(value: unknown): value is Internals {
  if (typeof value !== "object" || value === null) return false;
  const isFunction = (name: string) => typeof Reflect.get(value, name) === "function";
  return Reflect.get(value, "stream") instanceof Socket && isFunction("on") && isFunction("off");
}

interface Watch {
  refusal: Refusal | null;
  version: string;
  encoding: string;
  stop(): void;
}

/** Counts what a server says before it is trusted, and keeps passwords off clear connections. */
function watchHandshake(connection: Internals, raw: Socket, settings: DatabaseSettings): Watch {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes <= POSTGRES_LIMITS.handshakeBytesMax) return;
    refuse(TOO_MUCH_HANDSHAKE);
  };
  const refuse = (refusal: Refusal) => {
    watch.refusal ??= refusal;
    connection.stream.destroy();
    raw.destroy();
  };
  const secured = () => connection.stream.on("data", count);
  const clearText = () => {
    const inTheClear = !(connection.stream instanceof TLSSocket) && !isSocketFolder(settings.host);
    if (inTheClear) refuse(CLEAR_TEXT_PASSWORD);
  };
  const parameter = (message: unknown) => {
    if (typeof message !== "object" || message === null) return;
    const name: unknown = Reflect.get(message, "parameterName");
    const value = String(Reflect.get(message, "parameterValue")).slice(0, 100);
    if (name === "server_version") watch.version = value;
    if (name === "server_encoding") watch.encoding = value;
  };
  const watch: Watch = {
    refusal: null,
    version: "",
    encoding: "",
    stop() {
      raw.off("data", count);
      connection.stream.off("data", count);
      connection.off("authenticationCleartextPassword", clearText);
      connection.off("parameterStatus", parameter);
      connection.off("sslconnect", secured);
    },
  };
  if (settings.tls === "disable") raw.on("data", count);
  connection.on("sslconnect", secured);
  connection.on("authenticationCleartextPassword", clearText);
  connection.on("parameterStatus", parameter);
  return watch;
}

interface SignedIn {
  readonly client: pg.Client;
  readonly connection: Internals;
  readonly settings: DatabaseSettings;
  readonly tls: ConnectionOptions | false;
  readonly watch: Watch;
}

function takeOver({ client, connection, settings, tls, watch }: SignedIn): PostgresLink {
  const socket = connection.stream;
  const processId: unknown = Reflect.get(client, "processID");
  const secretKey: unknown = Reflect.get(client, "secretKey");
  socket.removeAllListeners("data");
  socket.pause();
  return {
    ...{ socket, settings, tls, serverVersion: watch.version, serverEncoding: watch.encoding },
    processId: typeof processId === "number" ? processId : 0,
    secretKey: typeof secretKey === "number" ? secretKey : 0,
  };
}

/** The work, or a rejection when the signal aborts first; the loser's outcome is nobody's. */
function raceWith<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    if (signal.aborted) aborted();
    signal.addEventListener("abort", aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", aborted));
  });
}
