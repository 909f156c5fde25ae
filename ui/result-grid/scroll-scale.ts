/**
 * Browsers cap the height of an element (Firefox near 17.8 M px, Chrome near 33.5 M px), and a million
 * rows are higher than that. So the scrolled element has at most `heightMax` real pixels, and a
 * position in it stands for a position in the full height.
 */
export const heightMax = 15_000_000;

export interface ScrollScale {
  /** Pixels the rows would need. */
  readonly fullHeight: number;
  /** Pixels the scrolled element has. */
  readonly realHeight: number;
  readonly viewHeight: number;
}

export function scaleOf(fullHeight: number, viewHeight: number): ScrollScale {
  return { fullHeight, realHeight: Math.min(fullHeight, heightMax), viewHeight };
}

export function isScaled(scale: ScrollScale): boolean {
  return scale.fullHeight > scale.realHeight;
}

/** Where in the full height a scroll position stands: the ends meet the ends. */
export function toFull(scale: ScrollScale, real: number): number {
  if (!isScaled(scale)) return Math.max(0, real);
  return clamp((real / travel(scale.realHeight, scale)) * travel(scale.fullHeight, scale), scale);
}

/** The scroll position that stands for a place in the full height. */
export function toReal(scale: ScrollScale, full: number): number {
  const within = clamp(full, scale);
  if (!isScaled(scale)) return within;
  return (within / travel(scale.fullHeight, scale)) * travel(scale.realHeight, scale);
}

/** A place in the full height, kept where the view can be. */
export function clamp(full: number, scale: ScrollScale): number {
  return Math.min(Math.max(0, full), Math.max(0, scale.fullHeight - scale.viewHeight));
}

function travel(height: number, scale: ScrollScale): number {
  return Math.max(1, height - scale.viewHeight);
}

export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** The rows that touch the view at a place in the full height, and a few around it. */
export function rowsInView(
  full: number,
  view: { rowHeight: number; viewHeight: number; rowCount: number; spare: number },
): RowWindow {
  const first = Math.floor(full / view.rowHeight) - view.spare;
  const end = Math.ceil((full + view.viewHeight) / view.rowHeight) + view.spare;
  return { first: Math.max(0, Math.min(first, view.rowCount)), end: Math.min(end, view.rowCount) };
}

export interface KeyedWindow extends RowWindow {
  /** What a row's number is less its key. */
  readonly shift: number;
}

/** Keys are places in the box of the rows in view, and its height has the browsers' cap too. */
export const keyMax = 100_000;

/**
 * Rows that stay in view keep their keys, and with them their elements. After a jump no row has
 * stayed, and the new ones take the keys of the old: changing texts in elements that stand already
 * costs a fraction of making them.
 */
export function keyed(window: RowWindow, before: KeyedWindow): KeyedWindow {
  const { first, end } = window;
  const someStay = first < before.end && before.first < end;
  const shift = someStay ? before.shift : before.shift + first - before.first;
  return { first, end, shift: Math.abs(first - shift) < keyMax ? shift : first };
}
