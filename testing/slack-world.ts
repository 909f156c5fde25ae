import { randomBytes } from "node:crypto";

export type Json = Readonly<Record<string, unknown>>;

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  text: string;
  blocks: Json[];
}

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  content: string | null;
  sharedIn: { readonly channel: string; readonly threadTs: string } | null;
}

/** A workspace: who and what is in it. Times are its own clock's, so that a test can let them pass. */
export class SlackWorld {
  readonly botToken = `xoxb-${randomBytes(12).toString("hex")}`;
  readonly appToken = `xapp-${randomBytes(12).toString("hex")}`;
  readonly signingSecret = randomBytes(16).toString("hex");
  readonly team = { id: "T0WORK", domain: "work" };
  readonly channels = new Map<string, string>([["approvals", "C0APPROVALS"]]);
  readonly messages: SlackMessage[] = [];
  readonly files = new Map<string, SlackFile>();
  readonly views: Json[] = [];
  readonly triggers = new Map<string, { readonly at: number; isUsed: boolean }>();
  readonly responseUrls = new Map<string, { uses: number }>();
  readonly users: readonly SlackUser[];
  readonly now: () => number;
  #count = 0;

  constructor(users: readonly SlackUser[], now: () => number) {
    this.users = users;
    this.now = now;
  }

  next(): number {
    this.#count += 1;
    return this.#count;
  }

  /** A message's time is also its name: seconds and a number that makes it the only one. */
  nextTs(): string {
    return `${Math.floor(this.now() / 1_000)}.${String(this.next()).padStart(6, "0")}`;
  }

  newTrigger(): string {
    const id = `${this.next()}.${randomBytes(6).toString("hex")}`;
    this.triggers.set(id, { at: this.now(), isUsed: false });
    return id;
  }

  message(channel: string, ts: string): SlackMessage | undefined {
    return this.messages.find((one) => one.channel === channel && one.ts === ts);
  }

  /** The channel's id; names are taken only where Slack takes them. */
  channelId(given: unknown, names: "names" | "ids"): string | null {
    const text = String(given);
    if ([...this.channels.values()].includes(text) || this.isDirect(text)) return text;
    if (names === "ids") return null;
    return this.channels.get(text.replace(/^#/, "")) ?? null;
  }

  isDirect(channel: string): boolean {
    return this.users.some((user) => directOf(user.id) === channel);
  }
}

export function directOf(userId: string): string {
  return `D${userId.slice(1)}`;
}
