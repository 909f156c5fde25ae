import type { ConnectionForSession } from "./connection-record";

const KNOWN_LIMITS = {
  /** How old the knowledge of a connection may be that a command is admitted by. */
  freshMsMax: 1_000,
  connectionsMax: 1_000,
} as const;

/**
 * Connections as commands found them in the last second, so that one command after another does not
 * ask the store each time. Whoever changes a connection forgets it here; a change made through another
 * gateway is seen within the second that people are promised. That there is none is never remembered.
 */
export class KnownConnections {
  private readonly known = new Map<
    string,
    { readonly found: ConnectionForSession; untilMs: number }
  >();

  async find(
    name: string,
    read: (name: string) => Promise<ConnectionForSession | null>,
  ): Promise<ConnectionForSession | null> {
    const nowMs = performance.now();
    const fresh = this.known.get(name);
    if (fresh !== undefined && nowMs < fresh.untilMs) return fresh.found;
    this.known.delete(name);
    const found = await read(name);
    if (found !== null) this.remember(name, found, nowMs);
    return found;
  }

  forget(name: string): void {
    this.known.delete(name);
  }

  /** Fresh from when the question was asked: what changed while it was answered is not missed longer. */
  private remember(name: string, found: ConnectionForSession, askedMs: number): void {
    this.known.set(name, { found, untilMs: askedMs + KNOWN_LIMITS.freshMsMax });
    const [oldest] = this.known.keys();
    if (this.known.size > KNOWN_LIMITS.connectionsMax && oldest !== undefined) this.forget(oldest);
  }
}
