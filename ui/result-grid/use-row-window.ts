import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { gridSizes } from "./grid-column";
import {
  clamp,
  isScaled,
  type KeyedWindow,
  keyed,
  type RowWindow,
  rowsInView,
  scaleOf,
  toFull,
  toReal,
} from "./scroll-scale";

const SPARE_ROWS = 3;
const WHEEL_LINE_PX = 40;

export interface RowsInView extends RowWindow {
  /** Height of the scrolled element's rows. */
  readonly realHeight: number;
  readonly pageRows: number;
  /** Where the box of the rows in view stands in the scrolled element, below its header. */
  readonly boxTop: number;
  /** What a row's number is less its key, its place in that box: a jump gives the keys to other rows. */
  readonly shift: number;
  /** Scrolls as little as it takes to show a row. */
  reveal(row: number): void;
}

/**
 * Which rows of the box are in view. Rows are all equally high, so this is arithmetic and costs the
 * same for any number of rows; a list of measurements would be made anew for every frame that arrives.
 */
export function useRowWindow(box: RefObject<HTMLElement | null>, rowCount: number): RowsInView {
  const { rowPx: rowHeight, headerPx } = gridSizes;
  const [place, setPlace] = useState({ full: 0, real: 0 });
  const [boxHeight, setBoxHeight] = useState(0);
  /** The scroll position that was set last, by code: a scroll event that only tells it is no news. */
  const expected = useRef<number | null>(null);
  const viewHeight = Math.max(0, boxHeight - headerPx);
  const scale = scaleOf(rowCount * rowHeight, viewHeight);
  const current = useRef({ scale, full: place.full });
  current.current = { scale, full: place.full };

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    // Drawn in the very frame that scrolls, so that no empty rows show.
    const draw = (full: number) => flushSync(() => setPlace({ full, real: element.scrollTop }));
    return listen(element, {
      onResize: () => setBoxHeight(element.clientHeight),
      onScroll: () => {
        const real = element.scrollTop;
        const isEcho = expected.current !== null && Math.abs(expected.current - real) <= 1;
        expected.current = null;
        draw(isEcho ? current.current.full : toFull(current.current.scale, real));
      },
      isScaled: () => isScaled(current.current.scale),
      onWheel: (pixels) => {
        const full = clamp(current.current.full + pixels, current.current.scale);
        expected.current = toReal(current.current.scale, full);
        current.current.full = full;
        element.scrollTop = expected.current;
        draw(full);
      },
    });
  }, [box]);

  // Rows that arrive change what a pixel of the scroll bar stands for; the rows in view stay.
  const { fullHeight } = scale;
  useLayoutEffect(() => {
    const element = box.current;
    const { scale: now, full } = current.current;
    if (element === null || !isScaled(now) || now.fullHeight !== fullHeight) return;
    const real = toReal(now, full);
    if (Math.abs(element.scrollTop - real) <= 1) return;
    expected.current = real;
    element.scrollTop = real;
    setPlace({ full, real: element.scrollTop });
  }, [box, fullHeight]);

  const full = clamp(place.full, scale);
  const window = rowsInView(full, { rowHeight, viewHeight, rowCount, spare: SPARE_ROWS });
  const keys = useRef<KeyedWindow>({ ...window, shift: 0 });
  keys.current = keyed(window, keys.current);
  const { shift } = keys.current;
  const offset = isScaled(scale) ? place.real - full : 0;
  return {
    ...window,
    realHeight: scale.realHeight,
    pageRows: Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
    boxTop: shift * rowHeight + offset,
    shift,
    reveal: (row) => {
      const element = box.current;
      if (element === null) return;
      const wanted = revealing({ row, full: current.current.full, viewHeight });
      if (wanted === current.current.full) return;
      const real = toReal(scale, wanted);
      expected.current = real;
      element.scrollTop = real;
      setPlace({ full: clamp(wanted, scale), real: element.scrollTop });
    },
  };
}

function revealing(at: { row: number; full: number; viewHeight: number }): number {
  const top = at.row * gridSizes.rowPx;
  if (top < at.full) return top;
  const bottom = top + gridSizes.rowPx;
  return bottom > at.full + at.viewHeight ? bottom - at.viewHeight : at.full;
}

interface BoxListener {
  readonly onResize: () => void;
  readonly onScroll: () => void;
  readonly isScaled: () => boolean;
  /** Turned by so many pixels; called only while the rows are scaled. */
  readonly onWheel: (pixels: number) => void;
}

function listen(element: HTMLElement, told: BoxListener): () => void {
  const onWheel = (event: WheelEvent) => {
    // A wheel moves rows by pixels, however many rows one pixel of the scroll bar stands for.
    if (!told.isScaled() || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    element.scrollLeft += event.deltaX;
    told.onWheel(
      event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : WHEEL_LINE_PX),
    );
  };
  told.onResize();
  const sizes = new ResizeObserver(told.onResize);
  sizes.observe(element);
  element.addEventListener("scroll", told.onScroll, { passive: true });
  element.addEventListener("wheel", onWheel, { passive: false });
  return () => {
    sizes.disconnect();
    element.removeEventListener("scroll", told.onScroll);
    element.removeEventListener("wheel", onWheel);
  };
}
