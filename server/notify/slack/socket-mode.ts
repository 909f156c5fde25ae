import { type RawData, WebSocket } from "ws";
import { z } from "zod";
import type { SlackDoor } from "./door";
import { readIncoming } from "./incoming";
import { answerIncoming } from "./interactions";
import type { SlackIntegration } from "./settings";
import { slackClient } from "./slack-client";

const SOCKET_LIMITS = {
  handshakeMsMax: 10_000,
  frameBytesMax: 1_024 * 1_024,
  /** Slack pings every some seconds; what says nothing for so long is dead. */
  silenceMsMax: 60_000,
  waitMsMax: 60_000,
  goodbyeMsMax: 2_000,
} as const;

const envelope = z.object({
  type: z.string(),
  envelope_id: z.string().max(200).optional(),
  payload: z.unknown().optional(),
});

export interface SlackSocket {
  /** Resolves when the connection is gone and none will follow. */
  stop(): Promise<void>;
}

export interface SlackSocketOptions {
  /** Until the next try, after so many failed in a row. */
  readonly waitMs?: (failures: number) => number;
}

/**
 * For a gateway that Slack cannot call: it dials out, and Slack sends over that connection what it
 * would have sent by HTTP. The app token proves both sides, so nothing there is signed. Dials again
 * until stopped, or until the integration is no longer one of a socket.
 */
export function startSlackSocket(
  door: SlackDoor,
  integrationId: string,
  { waitMs = backOff }: SlackSocketOptions = {},
): SlackSocket {
  const stopping = new AbortController();
  const run = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const integration = await door.slackIntegration(integrationId);
        if (integration?.settings.mode !== "socket") return;
        const saidHello = await holdConnection(door, integration, stopping.signal);
        failures = saidHello ? 0 : failures + 1;
      } catch (error) {
        failures += 1;
        door.deps.log.warn({ err: error, integrationId, failures }, "no connection to Slack");
      }
      await pause(waitMs(failures), stopping.signal);
    }
  };
  const running = run();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

/** A second even when all went well: whoever says hello and hangs up is not called without end. */
function backOff(failures: number): number {
  return Math.min(SOCKET_LIMITS.waitMsMax, 1_000 * 2 ** failures);
}

/** Until the time is over or the signal says to stop. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms).unref();
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    }
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}

/** One connection, from its opening to its end; whether Slack said hello on it. */
async function holdConnection(
  door: SlackDoor,
  integration: SlackIntegration,
  signal: AbortSignal,
): Promise<boolean> {
  const { settings, appToken: token } = integration;
  const client = slackClient({ apiUrl: settings.apiUrl, token });
  const { url = "" } = await client.apps.connections.open({});
  signal.throwIfAborted();
  const socket = new WebSocket(url, {
    handshakeTimeout: SOCKET_LIMITS.handshakeMsMax,
    maxPayload: SOCKET_LIMITS.frameBytesMax,
  });
  const silence = setTimeout(() => socket.terminate(), SOCKET_LIMITS.silenceMsMax).unref();
  const stop = () => {
    socket.close();
    setTimeout(() => socket.terminate(), SOCKET_LIMITS.goodbyeMsMax).unref();
  };
  signal.addEventListener("abort", stop, { once: true });
  let saidHello = false;
  socket.on("ping", () => silence.refresh());
  socket.on("message", (data) => {
    silence.refresh();
    const kind = takeFrame({ door, integration, socket }, data);
    if (kind === "hello") saidHello = true;
    if (kind === "disconnect") socket.close();
  });
  try {
    await closed(socket);
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", stop);
  }
  return saidHello;
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("close", () => resolve());
    socket.on("error", reject);
  });
}

interface Link {
  readonly door: SlackDoor;
  readonly integration: SlackIntegration;
  readonly socket: WebSocket;
}

/** The frame's kind. What it asks is answered at once and done afterwards, as by HTTP. */
function takeFrame(link: Link, data: RawData): string | null {
  const read = envelope.safeParse(jsonOf(data));
  if (!read.success) return null;
  const { type, envelope_id: id, payload } = read.data;
  if (id !== undefined) {
    void answerEnvelope(link, id, payload).catch((error: unknown) => {
      const { door, integration } = link;
      const facts = { err: error, integrationId: integration.id };
      door.deps.log.error(facts, "what a click in Slack asked for failed");
    });
  }
  return type;
}

async function answerEnvelope(
  { door, integration, socket }: Link,
  id: string,
  payload: unknown,
): Promise<void> {
  const { status, body, afterwards } = await answerIncoming(
    ...([door, integration, readIncoming(payload)] as const),
  );
  const answer = typeof body === "string" ? {} : { payload: body };
  // What failed is not taken: Slack says so to its person, or sends it once more.
  if (status === 200) socket.send(JSON.stringify({ envelope_id: id, ...answer }));
  await afterwards?.();
}

function jsonOf(data: RawData): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(data) ? data.toString("utf8") : "");
  } catch {
    return null;
  }
}
