import { createHash } from "node:crypto";
import type { Target } from "../driver";
import type { PostgresLink } from "./connect";
import { POSTGRES_LIMITS } from "./limits";

/** A link that waits for its next session, or is being made ready for one. */
interface Spare {
  readonly key: string;
  /** Of the same place and user, whatever the password: a new password drops the old one's spares. */
  readonly place: string;
  readonly ready: Promise<PostgresLink | null>;
  isReady: boolean;
  /** Stops watching it; set once it is ready. */
  release: () => void;
}

type Names = Pick<Spare, "key" | "place">;

type SignIn = (target: Target, signal: AbortSignal) => Promise<PostgresLink>;

/**
 * Signed-in connections for the next sessions, so that they need not wait for a sign-in. One is
 * opened ahead and never ran anything; others were given back after they were made like new. A spare
 * is dropped when it is idle too long, when its server says anything, and when its credential is no
 * longer the current one.
 */
export class SpareLinks {
  private readonly spares = new Set<Spare>();
  private readonly names = new WeakMap<Target, Names>();
  private readonly signIn: SignIn;
  private readonly closing = new AbortController();

  constructor(signIn: SignIn) {
    this.signIn = signIn;
  }

  /** A link for the target, also one that is ready in a moment; null when there is none. */
  async take(target: Target, signal: AbortSignal): Promise<PostgresLink | null> {
    const { key, place } = this.namesOf(target);
    for (const spare of this.spares) {
      if (spare.place === place && spare.key !== key) this.drop(spare);
    }
    const waiting = this.waitingFor(key);
    const spare = waiting.find((one) => one.isReady) ?? waiting[0];
    if (spare === undefined) return null;
    this.spares.delete(spare);
    const link = await unlessAborted(spare.ready, signal);
    spare.release();
    return link === null || link.socket.destroyed ? null : link;
  }

  /** Opens one in the background. That it cannot be opened is the next session's to find out. */
  prepare(target: Target): void {
    const { key } = this.namesOf(target);
    if (this.waitingFor(key).length >= POSTGRES_LIMITS.sparesOpened) return;
    this.add(target, () => this.openSpare(target));
  }

  private async openSpare(target: Target): Promise<PostgresLink | null> {
    try {
      return await this.signIn(target, this.closing.signal);
    } catch {
      return null; // The session that needs a link opens one itself and tells its person why not.
    }
  }

  /** A link that a session is through with; `renew` makes it like new or answers null. */
  giveBack(target: Target, renew: () => Promise<PostgresLink | null>): boolean {
    const { key } = this.namesOf(target);
    const waiting = this.waitingFor(key).length;
    return waiting < POSTGRES_LIMITS.sparesOfTargetMax && this.add(target, renew);
  }

  async close(): Promise<void> {
    this.closing.abort();
    for (const spare of [...this.spares]) this.drop(spare);
  }

  private add(target: Target, make: () => Promise<PostgresLink | null>): boolean {
    const full = this.spares.size >= POSTGRES_LIMITS.sparesMax;
    if (full || this.closing.signal.aborted) return false;
    const ready = make();
    const release = () => undefined;
    const spare: Spare = { ...this.namesOf(target), ready, isReady: false, release };
    this.spares.add(spare);
    void ready.then((link) => {
      if (!this.spares.has(spare)) return; // Taken or dropped meanwhile.
      spare.isReady = true;
      if (link === null) this.spares.delete(spare);
      else this.watch(spare, link);
    });
    return true;
  }

  /** Asked three times a session, always with the same wish. */
  private namesOf(target: Target): Names {
    const names = this.names.get(target) ?? namesOf(target);
    this.names.set(target, names);
    return names;
  }

  private waitingFor(key: string): Spare[] {
    return [...this.spares].filter((spare) => spare.key === key);
  }

  private watch(spare: Spare, link: PostgresLink): void {
    const spoiled = () => this.drop(spare);
    const timer = setTimeout(spoiled, POSTGRES_LIMITS.spareIdleMsMax).unref();
    link.socket.on("data", spoiled).on("close", spoiled).on("error", spoiled).resume();
    link.socket.unref();
    spare.release = () => {
      clearTimeout(timer);
      link.socket.off("data", spoiled).off("close", spoiled).off("error", spoiled).pause();
      link.socket.ref();
    };
    if (link.socket.destroyed) spoiled();
  }

  private drop(spare: Spare): void {
    this.spares.delete(spare);
    spare.release();
    void spare.ready.then((link) => link?.socket.destroy());
  }
}

/** The link, or null at once when the signal aborts; a link that comes too late is closed. */
function unlessAborted(
  ready: Promise<PostgresLink | null>,
  signal: AbortSignal,
): Promise<PostgresLink | null> {
  return new Promise((resolve) => {
    const aborted = () => resolve(null);
    signal.addEventListener("abort", aborted, { once: true });
    void ready.then((link) => {
      signal.removeEventListener("abort", aborted);
      if (signal.aborted) link?.socket.destroy();
      resolve(signal.aborted ? null : link);
    });
  });
}

function namesOf(target: Target): Names {
  const { host, port, database, username } = target.settings;
  const secret = [target.settings, target.readOnly, target.durationSecondsMax, target.password()];
  return {
    key: createHash("sha256").update(JSON.stringify(secret)).digest("base64"),
    place: JSON.stringify([host, port, database, username]),
  };
}
