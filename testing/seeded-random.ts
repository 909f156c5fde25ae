/** Random numbers that a seed brings back: a round of chaos that failed can be run again. */
export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** An integer from least to most, both included. */
  between(least: number, most: number): number;
  pick<T>(of: readonly T[]): T;
  /** The same in another order. */
  shuffled<T>(of: readonly T[]): T[];
}

/** mulberry32: 32 bits of state, good enough to choose instants and victims. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick(of) {
      const found = of[Math.floor(next() * of.length)];
      if (found === undefined) throw new RangeError("nothing to pick from");
      return found;
    },
    shuffled: (of) =>
      of
        .map((one) => ({ one, at: next() }))
        .sort((left, right) => left.at - right.at)
        .map(({ one }) => one),
  };
}
