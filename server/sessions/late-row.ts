const LATE_MS_MAX = 25;

/** Whoever waits for the result gets it before the store gets its row. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/**
 * Stores the row of a session a moment after it began: by itself, or at the session's end when that
 * comes first, so that a short command shares neither the store nor the machine with its own row. The
 * recording is on disk by then and is what a lost row is made again from.
 */
export class LateRow {
  private readonly store: () => Promise<void>;
  private readonly timer: NodeJS.Timeout;
  private storing: Promise<void> | null = null;

  constructor(store: () => Promise<void>) {
    this.store = store;
    this.timer = setTimeout(() => void this.stored(), LATE_MS_MAX);
  }

  /** The row is stored, or is about to be: what it says is fixed. */
  get isBegun(): boolean {
    return this.storing !== null;
  }

  /** Resolves when the row is stored; begins with it if need be. */
  stored(): Promise<void> {
    clearTimeout(this.timer);
    this.storing ??= nextTurn().then(() => this.store());
    return this.storing;
  }
}
