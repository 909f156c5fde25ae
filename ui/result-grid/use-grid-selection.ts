import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from "react";
import {
  type Extent,
  isSame,
  type Place,
  pointedAt,
  rectangleOf,
  type Selection,
  selectionAt,
  wishOf,
} from "./selection";

export interface SelectionInput {
  readonly extent: Extent;
  readonly reveal: (place: Place) => void;
  readonly onOpen: (place: Place) => void;
}

/** What is selected in the grid, by keys, mouse and finger. */
export function useGridSelection({ extent, reveal, onOpen }: SelectionInput) {
  const [selection, setSelection] = useState<Selection | null>(null);
  const isDragging = useRef(false);
  const { columns } = extent;

  function point(place: Place, extend: boolean) {
    setSelection(pointedAt(selection, place, { extend, columns }));
    if (place.column >= 0) reveal(place);
  }

  function onKeyDown(event: KeyboardEvent) {
    const jump = event.ctrlKey || event.metaKey;
    const wish = wishOf(selection, { key: event.key, shift: event.shiftKey, jump }, extent);
    if (wish === null) return;
    event.preventDefault();
    if (wish.kind === "open") onOpen(wish.place);
    else {
      setSelection(wish.selection);
      if (wish.show) reveal(wish.selection.active);
    }
  }

  function onPointerDown(event: PointerEvent) {
    const place = placeOf(event.target);
    // A finger scrolls; its tap selects by the click that follows.
    if (place === null || event.button !== 0 || event.pointerType !== "mouse") return;
    isDragging.current = place.column >= 0;
    point(place, event.shiftKey);
  }

  function onPointerMove(event: PointerEvent) {
    const isPressed = (event.buttons & 1) === 1;
    isDragging.current &&= isPressed;
    const place = isDragging.current ? placeOf(event.target) : null;
    if (place === null || place.column < 0) return;
    if (selection === null || !isSame(place, selection.active)) point(place, true);
  }

  function onClick(event: MouseEvent) {
    const place = placeOf(event.target);
    const isMouse =
      event.nativeEvent instanceof globalThis.PointerEvent &&
      event.nativeEvent.pointerType === "mouse";
    if (place !== null && !isMouse) point(place, false);
  }

  function onDoubleClick(event: MouseEvent) {
    const place = placeOf(event.target);
    if (place !== null && place.column >= 0) onOpen(place);
  }

  /** The grid got the focus: there is an active cell from then on. */
  function onFocus() {
    if (selection === null && extent.rows > 0) setSelection(selectionAt({ row: 0, column: 0 }));
  }

  const rectangle = selection === null ? null : rectangleOf(selection);
  const pointers = { onPointerDown, onPointerMove, onClick, onDoubleClick, onFocus };
  return { selection, rectangle, onKeyDown, pointers };
}

/** The cell under a pointer; column -1 is the row's number. */
function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
  const row = cell?.closest<HTMLElement>("[data-row]") ?? null;
  if (cell === null || row === null) return null;
  return { row: Number(row.dataset["row"]), column: Number(cell.dataset["column"]) };
}
