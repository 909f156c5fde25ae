/** The row that the keyboard was on last: which one, and where it stood. */
export interface LastRow {
  readonly href: string;
  readonly at: number;
}

interface Walk {
  /** Where the rows lead, as they stand now. */
  readonly hrefs: readonly string[];
  /** The row that has the focus; -1 when none has. */
  readonly focused: number;
  readonly last: LastRow | null;
  readonly step: number;
}

/**
 * The row that a step leads to. Rows come and go while somebody walks them, and the focus goes with its
 * row: then the walk goes on from where that row stood, never again from the first.
 */
export function nextRow({ hrefs, focused, last, step }: Walk): number {
  if (focused >= 0) return within(hrefs, focused + step);
  if (last === null) return within(hrefs, 0);
  const kept = hrefs.indexOf(last.href);
  if (kept >= 0) return within(hrefs, kept + step);
  // What stood below it has moved up to its place.
  return within(hrefs, step > 0 ? last.at + step - 1 : last.at + step);
}

function within(hrefs: readonly string[], at: number): number {
  return Math.min(Math.max(0, at), hrefs.length - 1);
}
