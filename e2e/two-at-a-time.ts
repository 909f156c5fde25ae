/** Looks at all, two at a time: while one page waits for its answers, the other draws. */
export async function twoAtATime<T>(
  all: readonly T[],
  look: (one: T) => Promise<readonly string[]>,
): Promise<string[]> {
  const found: string[] = [];
  // Both take from the same iterator.
  const waiting = all.values();
  const lane = async () => {
    for (const one of waiting) found.push(...(await look(one)));
  };
  await Promise.all([lane(), lane()]);
  return found;
}
