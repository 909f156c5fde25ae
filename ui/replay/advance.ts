/** How fast a replay goes; `max` shows all of it in a moment. */
export const SPEEDS = [1, 4, 16, "max"] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Pace {
  readonly speed: Speed;
  readonly skipsIdle: boolean;
  readonly durationMs: number;
  /** When something happened, ascending. */
  readonly instants: readonly number[];
}

export const replayTimes = {
  /** What `max` takes from beginning to end. */
  wholeMs: 2_000,
  /** A pause longer than this is idle … */
  idleMs: 1_000,
  /** … and is left this long before what happens next. */
  leadInMs: 250,
} as const;

/** Where a replay stands after the clock went on by `passedMs`. Never before where it was, never past the end. */
export function advance(atMs: number, passedMs: number, pace: Pace): number {
  const factor = pace.speed === "max" ? pace.durationMs / replayTimes.wholeMs : pace.speed;
  const from = pace.skipsIdle ? skippedIdle(atMs, pace) : atMs;
  return Math.min(pace.durationMs, from + passedMs * Math.max(1, factor));
}

/** Within an idle pause: shortly before its end. Elsewhere: where it is. */
function skippedIdle(atMs: number, { instants, durationMs }: Pace): number {
  const next = instants.find((instant) => instant > atMs) ?? durationMs;
  const before = next - replayTimes.leadInMs;
  return next - atMs > replayTimes.idleMs ? Math.max(atMs, before) : atMs;
}

/** The instant that an arrow key leads to. */
export function neighbour(
  instants: readonly number[],
  atMs: number,
  direction: "before" | "after",
): number | null {
  const found =
    direction === "after"
      ? instants.find((instant) => instant > atMs)
      : instants.findLast((instant) => instant < atMs);
  return found ?? null;
}
