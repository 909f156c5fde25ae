import { io, type Socket } from "socket.io-client";
import {
  AGENT_NAMESPACE,
  type AgentHello,
  type AgentToGateway,
  type GatewayToAgent,
  HELLO_REFUSALS,
} from "@/protocol/agent-events";
import { Bundle } from "@/protocol/bundle";
import { oneFrameParser } from "@/protocol/one-frame-parser";
import type { Log } from "../log";
import type { Sessions } from "../sessions/sessions";
import { answerGateway, type GatewayDuties } from "./answer-gateway";
import { transportFor } from "./transport";

const LINK_TIMES = {
  retryMsMin: 200,
  retryMsMax: 5_000,
  /** After a refusal by name, or when the gateway ends the link: something must change first. */
  refusedRetryMsMax: 30_000,
  refusedRetryMsMin: 1_000,
  connectMsMax: 8_000,
  resumeMsMax: 5_000,
  goodbyeMsMax: 400,
  /** A link that held this long was a good one: the next retry is quick again. */
  settledMs: 60_000,
} as const;

export interface LinkOptions {
  readonly gateway: string;
  readonly hello: AgentHello;
  readonly sessions: Sessions;
  readonly duties: GatewayDuties;
  readonly log: Log;
}

export interface Link {
  /** Resolves when the gateway has heard all that was said, or does not answer. */
  close(): Promise<void>;
}

export type AgentSocket = Socket<GatewayToAgent, AgentToGateway>;

/**
 * Dials out to the gateway and stays connected: with a growing, jittered pause after a failure, and
 * slowly where the gateway said no, because an admin may repair that while the agent runs.
 */
export function startLink({ gateway, hello, sessions, duties, log }: LinkOptions): Link {
  const url = new URL(gateway);
  const socket: AgentSocket = io(`${url.origin}${AGENT_NAMESPACE}`, {
    path: "/socket.io",
    transports: [transportFor(url)],
    parser: oneFrameParser,
    auth: hello,
    reconnectionDelay: LINK_TIMES.retryMsMin,
    reconnectionDelayMax: LINK_TIMES.retryMsMax,
    randomizationFactor: 0.5,
    timeout: LINK_TIMES.connectMsMax,
  });
  const retry = new SlowRetry(socket);
  let reported = "";
  const report = (words: string, facts: { code?: string; because?: string }) => {
    const said = `${words} ${facts.code} ${facts.because}`;
    if (said !== reported) log.warn(words, { ...facts, gateway });
    reported = said; // Said once, not at every try.
  };
  const bundle = new Bundle((sessionId, items) => {
    if (socket.connected) socket.emit("frames", sessionId, ...items.map(({ frame }) => frame));
  });
  const send = (sessionId: string, frame: Uint8Array) => bundle.add({ sessionId, frame });
  socket.on("connect", () => {
    reported = "";
    retry.connected();
    log.info("connected", { gateway });
    resume(socket, sessions, send).catch((error: unknown) => {
      log.warn("the sessions could not be resumed; connecting again", { error });
      socket.io.engine.close();
    });
  });
  socket.on("disconnect", (reason) => {
    bundle.drop(); // The outboxes have it still and send it again.
    sessions.suspend();
    log.warn("disconnected", { because: reason, gateway });
    if (!socket.active) retry.later();
  });
  socket.on("connect_error", (error) => {
    if (socket.active) {
      report("the gateway cannot be reached; trying again", { because: error.message });
      return;
    }
    const code = error.message;
    const because = isHelloRefusal(code) ? HELLO_REFUSALS[code] : "The gateway refused the agent.";
    report("the gateway refused this agent; trying again slowly", { code, because });
    retry.slowly();
  });
  answerGateway(socket, { sessions, duties, log, send });
  return {
    async close() {
      retry.stop();
      bundle.flush(); // How the sessions ended may wait there for the turn to be over.
      if (socket.connected) await heard(socket);
      socket.disconnect();
    },
  };
}

async function resume(
  socket: AgentSocket,
  sessions: Sessions,
  send: (sessionId: string, frame: Uint8Array) => void,
): Promise<void> {
  const asked = sessions.resumable();
  const answers = await socket
    .timeout(LINK_TIMES.resumeMsMax)
    .emitWithAck("sessions.resume", asked);
  if (socket.connected) sessions.resume(asked, answers, send);
}

/** Socket.IO forgets what comes in one piece with a goodbye: it is said once all before it was heard. */
async function heard(socket: AgentSocket): Promise<void> {
  try {
    await socket.timeout(LINK_TIMES.goodbyeMsMax).emitWithAck("sessions.resume", { sessions: [] });
  } catch {
    // The gateway does not answer: what it did not hear it finds out by the link that is gone.
  }
}

function isHelloRefusal(code: string): code is keyof typeof HELLO_REFUSALS {
  return Object.hasOwn(HELLO_REFUSALS, code);
}

/** Socket.IO does not try again by itself where the other end said no; we do, at a slow pace. */
class SlowRetry {
  private readonly socket: AgentSocket;
  private pauseMs: number = LINK_TIMES.refusedRetryMsMin;
  private timer: NodeJS.Timeout | null = null;
  private connectedAt = Number.NaN;

  constructor(socket: AgentSocket) {
    this.socket = socket;
  }

  connected(): void {
    this.stop();
    this.connectedAt = performance.now();
  }

  /** The gateway ended the link: soon, and more slowly each time it does. */
  later(): void {
    const held = performance.now() - this.connectedAt;
    if (held > LINK_TIMES.settledMs) this.pauseMs = LINK_TIMES.refusedRetryMsMin;
    this.wait(this.pauseMs);
    this.pauseMs = Math.min(2 * this.pauseMs, LINK_TIMES.refusedRetryMsMax);
  }

  slowly(): void {
    this.wait(LINK_TIMES.refusedRetryMsMax);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private wait(ms: number): void {
    this.stop();
    this.timer = setTimeout(() => this.socket.connect(), ms * (0.75 + Math.random() / 2));
  }
}
