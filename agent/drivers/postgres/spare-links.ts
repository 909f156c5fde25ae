import { createHash } from "node:crypto";
import type { Target } from "../driver";
import type { PostgresLink } from "./connect";
import { POSTGRES_LIMITS } from "./limits";

interface Spare {
  readonly link: PostgresLink;
  /** Of the same place and user, whatever the password: a new password drops the old one's spare. */
  readonly place: string;
  readonly drop: () => void;
}

type SignIn = (target: Target, signal: AbortSignal) => Promise<PostgresLink>;

/**
 * One signed-in connection per target, opened after a session so that the next one need not wait for
 * a sign-in. A spare is fresh: it never ran anybody's statement. It is dropped when it is idle too
 * long, when its server says anything, and when its credential is no longer the current one.
 */
export class SpareLinks {
  private readonly spares = new Map<string, Spare>();
  private readonly signIn: SignIn;
  private readonly closing = new AbortController();

  constructor(signIn: SignIn) {
    this.signIn = signIn;
  }

  take(target: Target): PostgresLink | null {
    const { key, place } = namesOf(target);
    for (const [otherKey, spare] of this.spares) {
      if (spare.place === place && otherKey !== key) this.drop(otherKey);
    }
    const spare = this.spares.get(key);
    if (spare === undefined) return null;
    this.spares.delete(key);
    spare.drop();
    return spare.link.socket.destroyed ? null : spare.link;
  }

  /** Opens one in the background. That it cannot be opened is the next session's to find out. */
  prepare(target: Target): void {
    const { key, place } = namesOf(target);
    const full = this.spares.size >= POSTGRES_LIMITS.sparesMax;
    if (full || this.spares.has(key) || this.closing.signal.aborted) return;
    this.signIn(target, this.closing.signal).then(
      (link) => this.keep(key, place, link),
      () => this.spares.delete(key),
    );
  }

  async close(): Promise<void> {
    this.closing.abort();
    for (const key of [...this.spares.keys()]) this.drop(key);
  }

  private keep(key: string, place: string, link: PostgresLink): void {
    if (this.spares.has(key) || this.closing.signal.aborted || link.socket.destroyed) {
      link.socket.destroy();
      return;
    }
    const spoiled = () => this.drop(key);
    const timer = setTimeout(spoiled, POSTGRES_LIMITS.spareIdleMsMax).unref();
    link.socket.on("data", spoiled).on("close", spoiled).on("error", spoiled).resume();
    link.socket.unref();
    this.spares.set(key, {
      ...{ link, place },
      drop: () => {
        clearTimeout(timer);
        link.socket.off("data", spoiled).off("close", spoiled).off("error", spoiled).pause();
        link.socket.ref();
      },
    });
  }

  private drop(key: string): void {
    const spare = this.spares.get(key);
    this.spares.delete(key);
    spare?.drop();
    spare?.link.socket.destroy();
  }
}

function namesOf(target: Target): { key: string; place: string } {
  const { host, port, database, username } = target.settings;
  const secret = [target.settings, target.readOnly, target.durationSecondsMax, target.password()];
  return {
    key: createHash("sha256").update(JSON.stringify(secret)).digest("base64"),
    place: JSON.stringify([host, port, database, username]),
  };
}
