export interface DiffLine {
  readonly kind: "same" | "out" | "in";
  readonly text: string;
}

/** Beyond this many pairs of lines the middle is shown as taken out and put in, whole. */
const PAIRS_MAX = 1_000_000;

/** The lines of both texts in one order: what stayed, what went out, what came in. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.split(/\r?\n/);
  const fresh = after.split(/\r?\n/);
  const shortest = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < shortest && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail += 1;
  return [
    ...lines("same", old.slice(0, head)),
    ...diffMiddle(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)),
    ...lines("same", old.slice(old.length - tail)),
  ];
}

function lines(kind: DiffLine["kind"], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

function diffMiddle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  if (old.length * fresh.length > PAIRS_MAX) return [...lines("out", old), ...lines("in", fresh)];
  const lengths = commonLengths(old, fresh);
  const lengthAt = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const kindAt = (i: number, j: number): DiffLine["kind"] => {
    if (old[i] === fresh[j]) return "same";
    return lengthAt(i + 1, j) >= lengthAt(i, j + 1) ? "out" : "in";
  };
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < fresh.length) {
    const kind = kindAt(i, j);
    found.push(...lines(kind, kind === "in" ? fresh.slice(j, j + 1) : old.slice(i, i + 1)));
    if (kind !== "in") i += 1;
    if (kind !== "out") j += 1;
  }
  return [...found, ...lines("out", old.slice(i)), ...lines("in", fresh.slice(j))];
}

/** How many lines the ends of both texts have in common, from every pair of lines on. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = table[i];
    const below = table[i + 1];
    if (row === undefined || below === undefined) continue;
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
