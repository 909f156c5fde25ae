import { Socket } from "node:net";
import { type ConnectionOptions, createConnection } from "mysql2";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import { invariant } from "@/domain/invariant";
import { Refusal } from "@/domain/refusal";

import { CLEAR_TEXT_PASSWORD, refusalOfConnect, TOO_MUCH_HANDSHAKE, TOO_SLOW } from "./errors";
import { MYSQL_LIMITS } from "./limits";
import { WireProblem } from "./wire-problem";

/** A signed-in connection whose bytes are ours to frame. */
export interface MysqlLink {
  readonly socket: Socket;
  readonly credential: Credential;
  readonly tls: boolean;
  /** What KILL names. */
  readonly threadId: number;
  readonly serverVersion: string;
}

export interface Credential {
  readonly settings: DatabaseSettings;
  readonly password: () => string;
}

/** `utf8mb4_general_ci`, which every server in use knows: texts come in UTF-8, and nothing else. */
const UTF8MB4 = 45;

/**
 * No file of the agent's is ever given to a target; one message is one statement; a bracket behind a
 * space is read as our reader reads it; rows that an UPDATE leaves as they were are not counted.
 */
const FLAGS = ["-LOCAL_FILES", "-MULTI_STATEMENTS", "-IGNORE_SPACE", "-FOUND_ROWS"];
/** What comes with them has no use here. */
const NO_USE = ["-ODBC", "-SESSION_TRACK"];

/**
 * `mysql2` does TLS and the sign-in; then its socket is taken over. This is the only file that touches
 * what is not its public API: `stream`, `startTLS` and the handshake's version. A test fails when an
 * upgrade moves them.
 */
export async function connect(credential: Credential, signal: AbortSignal): Promise<MysqlLink> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(MYSQL_LIMITS.connectMsMax)]);
  const raw = new Socket();
  const state: Handshake = { refusal: null };
  const client = createConnection(optionsOf(credential, raw, state));
  const connection = internalsOf(client);
  const watched = watchHandshake(connection, raw, state);
  client.on("error", () => {
    // After the sign-in the socket is ours: its end is seen there. Before it, `signedIn` rejects.
  });
  try {
    if (!signal.aborted) open(raw, credential.settings);
    await signedIn(client, deadline);
    return takeOver(connection, credential);
  } catch (error) {
    raw.destroy();
    connection.stream.destroy();
    if (state.refusal !== null) throw state.refusal;
    if (signal.aborted) throw new Refusal("SESSION.CANCELLED", "Cancelled while connecting.");
    if (deadline.aborted) throw TOO_SLOW;
    throw refusalOfConnect(error);
  } finally {
    watched.stop();
  }
}

interface Handshake {
  refusal: Refusal | null;
}

function optionsOf(
  { settings, password }: Credential,
  raw: Socket,
  state: Handshake,
): ConnectionOptions {
  const ssl = tlsOf(settings);
  const refuseClearText = () => () => {
    state.refusal ??= CLEAR_TEXT_PASSWORD;
    throw new WireProblem("malformed"); // The library writes into what it catches.
  };
  return {
    ...{ host: settings.host, user: settings.username, password: password() },
    ...{ database: settings.database, charsetNumber: UTF8MB4, connectTimeout: 0 },
    ...{ multipleStatements: false, flags: [...FLAGS, ...NO_USE], stream: () => raw },
    connectAttributes: { program_name: "gatehouse" },
    ...(ssl === null ? {} : { ssl }),
    ...(isPrivate(settings) ? {} : { authPlugins: { mysql_clear_password: refuseClearText } }),
  };
}

/** Nobody reads along: over TLS, or within this machine. */
function isPrivate({ tls, host }: DatabaseSettings): boolean {
  return tls !== "disable" || isSocket(host);
}

function isSocket(host: string): boolean {
  return host.startsWith("/");
}

/** There is no fallback: a server that does not offer what is asked for gets no password. */
function tlsOf(settings: DatabaseSettings): NonNullable<ConnectionOptions["ssl"]> | null {
  if (settings.tls === "disable") return null;
  if (isSocket(settings.host)) {
    throw new Refusal("TARGET.TLS", "A Unix socket has no TLS: set TLS to “disable”.");
  }
  const minVersion = "TLSv1.2" as const;
  if (settings.tls === "require") return { rejectUnauthorized: false, minVersion };
  const authority = settings.tlsAuthority.trim() === "" ? {} : { ca: settings.tlsAuthority };
  return { rejectUnauthorized: true, verifyIdentity: true, minVersion, ...authority };
}

function open(raw: Socket, { host, port }: DatabaseSettings): void {
  raw.setNoDelay(true).setKeepAlive(true);
  if (isSocket(host)) raw.connect(host);
  else raw.connect(port, host);
  // Of an address Node keeps nothing, and would hold the certificate against "localhost".
  if (!isSocket(host)) Reflect.set(raw, "_host", host);
}

interface Internals {
  stream: Socket;
  startTLS(onSecure: (error?: unknown) => void): void;
}

function internalsOf(client: unknown): Internals {
  invariant(isInternals(client), "mysql2's connection has a socket as its stream");
  return client;
}

function isInternals(value: unknown): value is Internals {
  if (typeof value !== "object" || value === null) return false;
  const isFunction = typeof Reflect.get(value, "startTLS") === "function";
  return Reflect.get(value, "stream") instanceof Socket && isFunction;
}

/** Counts what a server says before it is trusted, in clear and behind TLS. */
function watchHandshake(connection: Internals, raw: Socket, state: Handshake) {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes <= MYSQL_LIMITS.handshakeBytesMax) return;
    state.refusal ??= TOO_MUCH_HANDSHAKE;
    connection.stream.destroy();
    raw.destroy();
  };
  raw.on("data", count);
  const startTls = connection.startTLS.bind(connection);
  connection.startTLS = (onSecure) => {
    startTls(onSecure);
    connection.stream.on("data", count);
  };
  return {
    stop() {
      raw.off("data", count);
      connection.stream.off("data", count);
    },
  };
}

/** Resolves when the server has taken the password; rejects with what it, or the socket, said. */
function signedIn(
  client: ReturnType<typeof createConnection>,
  deadline: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(deadline.reason);
    if (deadline.aborted) aborted();
    deadline.addEventListener("abort", aborted, { once: true });
    client.once("error", reject);
    client.connect((error) => {
      deadline.removeEventListener("abort", aborted);
      if (error === null) resolve();
      else reject(error);
    });
  });
}

function takeOver(connection: Internals, credential: Credential): MysqlLink {
  const socket = connection.stream;
  socket.removeAllListeners("data");
  socket.pause();
  const threadId: unknown = Reflect.get(connection, "connectionId");
  const hello: unknown = Reflect.get(connection, "_handshakePacket");
  const version: unknown =
    typeof hello === "object" && hello !== null ? Reflect.get(hello, "serverVersion") : "";
  return {
    ...{ socket, credential, tls: credential.settings.tls !== "disable" },
    threadId: typeof threadId === "number" ? threadId : 0,
    serverVersion:
      typeof version === "string" ? version.slice(0, 100).replace(/^5\.5\.5-/, "") : "",
  };
}
