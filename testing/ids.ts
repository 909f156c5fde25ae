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
