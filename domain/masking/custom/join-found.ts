import { MASK_KINDS } from "../masking-rule";
import { BY_PLACEHOLDER, type Notes } from "../replacements/found-kind";
import type { CustomSpan } from "./custom-search";

interface Found {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly isCustom: boolean;
}

/** Things found that overlap, as one. */
interface Cluster {
  readonly start: number;
  end: number;
  /** The custom match that it is shown as: the leftmost, of those the longest, of those the first kind. */
  shown: Found;
  /** Nothing but that very match is in it. */
  isAlone: boolean;
}

/**
 * What the built-in engine found and what custom kinds found, from left to right: what overlaps is
 * masked together, as the custom kind, and by its placeholder, because nobody said how the rest of it
 * may be shown. `custom` is in no order.
 */
export function joinFound(notes: Notes, custom: readonly CustomSpan[]): Notes {
  if (custom.length === 0) return notes;
  const clusters: Cluster[] = [];
  for (const found of inOrder(notes, custom)) {
    const last = clusters.at(-1);
    if (last !== undefined && found.start < last.end) take(last, found);
    else {
      const { start, end } = found;
      clusters.push({ start, end, shown: found, isAlone: true });
    }
  }
  return Uint32Array.from(
    clusters.flatMap(({ start, end, shown, isAlone }) => [
      ...[start, end],
      isAlone ? shown.number : shown.number | BY_PLACEHOLDER,
    ]),
  );
}

function take(cluster: Cluster, found: Found): void {
  const { shown } = cluster;
  const isSame =
    found.start === shown.start && found.end === shown.end && found.number === shown.number;
  cluster.isAlone &&= isSame;
  cluster.end = Math.max(cluster.end, found.end);
  if (found.isCustom && !shown.isCustom) cluster.shown = found;
}

function inOrder(notes: Notes, custom: readonly CustomSpan[]): readonly Found[] {
  const found = custom.map(({ start, end, definition, isUnsure }): Found => {
    const number = MASK_KINDS.length + definition;
    return {
      ...{ start, end, isCustom: true },
      number: isUnsure === true ? number | BY_PLACEHOLDER : number,
    };
  });
  for (let at = 0; at < notes.length; at += 3) {
    const [start = 0, end = 0, number = 0] = notes.subarray(at, at + 3);
    found.push({ start, end, number, isCustom: false });
  }
  return found.sort(
    (one, other) => one.start - other.start || other.end - one.end || one.number - other.number,
  );
}
