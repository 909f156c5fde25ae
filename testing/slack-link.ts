import { once } from "node:events";
import type { Server } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import type { Json, SlackWorld } from "./slack-world";

/** Slack's end of Socket Mode: the connections that apps hold open to it. */
export class SlackLink {
  readonly #server: WebSocketServer;
  readonly #acknowledged = new Map<string, (payload: Json | null) => void>();
  readonly #world: SlackWorld;
  #waiting: (() => void)[] = [];

  constructor(server: Server, world: SlackWorld) {
    this.#world = world;
    this.#server = new WebSocketServer({ server, path: "/link" });
    this.#server.on("connection", (socket) => {
      socket.on("message", (data: Buffer) => this.#take(JSON.parse(data.toString("utf8"))));
      socket.send(JSON.stringify({ type: "hello", num_connections: 1 }));
      for (const go of this.#waiting.splice(0)) go();
    });
  }

  /** When an app is connected. */
  async connected(): Promise<WebSocket> {
    const open = () => [...this.#server.clients].find((one) => one.readyState === WebSocket.OPEN);
    for (;;) {
      const socket = open();
      if (socket !== undefined) return socket;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Sends what somebody did, and gives the app's answer to it: null when it only took it. */
  async push(type: "interactive" | "slash_commands", payload: object): Promise<Json | null> {
    const socket = await this.connected();
    const id = `env-${this.#world.next()}`;
    const answered = new Promise<Json | null>((resolve) => this.#acknowledged.set(id, resolve));
    const facts = { envelope_id: id, accepts_response_payload: true };
    socket.send(JSON.stringify({ type, payload, ...facts }));
    return answered;
  }

  async say(frame: string): Promise<void> {
    (await this.connected()).send(frame);
  }

  /** Asks the app to connect anew, as Slack does every hour or so. */
  async renew(): Promise<void> {
    const socket = await this.connected();
    const gone = once(socket, "close");
    socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
    await gone;
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #take(frame: { envelope_id: string; payload?: Json }): void {
    this.#acknowledged.get(frame.envelope_id)?.(frame.payload ?? null);
    this.#acknowledged.delete(frame.envelope_id);
  }
}
