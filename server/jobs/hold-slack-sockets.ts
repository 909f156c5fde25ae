import type { Deps } from "../deps";
import { listSocketIntegrations } from "../integrations/list-socket-integrations";
import type { SlackDoor } from "../notify/slack/door";
import { type SlackSocket, startSlackSocket } from "../notify/slack/socket-mode";

/** One connection to Slack for each integration that is told of clicks by a socket. */
export class SlackSockets {
  private readonly door: SlackDoor;
  private readonly open = new Map<string, SlackSocket>();

  constructor(door: SlackDoor) {
    this.door = door;
  }

  /** Job: connections that are missing are made, those of integrations that are changed or gone are left. */
  async look(deps: Deps): Promise<void> {
    const wanted = new Set(await listSocketIntegrations(deps));
    for (const [key, socket] of this.open) {
      if (wanted.has(key)) continue;
      this.open.delete(key);
      await socket.stop();
    }
    for (const key of wanted) {
      const [id = ""] = key.split("@");
      if (!this.open.has(key)) this.open.set(key, startSlackSocket(this.door, id));
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.open.values()].map((socket) => socket.stop()));
    this.open.clear();
  }
}
