import type { IdPrefix } from "../server/deps";

/** Ids in the order they were asked for: `ses_00000000000000000000000001`, … */
export function countedIds(): (prefix: IdPrefix) => string {
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}_${String(count).padStart(26, "0")}`;
  };
}

/** Tokens as long as real ones, each told apart by its number. */
export function countedTokens(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `token-${String(count).padStart(37, "0")}`;
  };
}

export interface TestClock {
  readonly now: () => Date;
  advance(ms: number): void;
}

/** A clock that moves only when it is told to. */
export function stoppedClock(start = "2030-01-01T12:00:00Z"): TestClock {
  let ms = Date.parse(start);
  return {
    now: () => new Date(ms),
    advance(by) {
      ms += by;
    },
  };
}
