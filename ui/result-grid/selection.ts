/** A cell by row and column, both from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What is selected: from the anchor to the active cell, both included. */
export interface Selection {
  readonly anchor: Place;
  readonly active: Place;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page of the view holds. */
  readonly pageRows: number;
}

export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const copyLimits = { cellsMax: 200_000 } as const;

export function selectionAt(place: Place): Selection {
  return { anchor: place, active: place };
}

export function rectangleOf({ anchor, active }: Selection): Rectangle {
  return {
    top: Math.min(anchor.row, active.row),
    bottom: Math.max(anchor.row, active.row),
    left: Math.min(anchor.column, active.column),
    right: Math.max(anchor.column, active.column),
  };
}

export interface Key {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  readonly jump: boolean;
}

/** Where a key leads; `null` when the key is none of the grid's. Shift keeps the anchor. */
export function moveBy(selection: Selection, pressed: Key, extent: Extent): Selection | null {
  const to = destination(selection.active, pressed, extent);
  if (to === null) return null;
  const active = {
    row: Math.max(0, Math.min(to.row, extent.rows - 1)),
    column: Math.max(0, Math.min(to.column, extent.columns - 1)),
  };
  return { anchor: pressed.shift ? selection.anchor : active, active };
}

/** What a key asks of the grid: something selected (and shown), or a cell opened. */
export type Wish =
  | { readonly kind: "select"; readonly selection: Selection; readonly show: boolean }
  | { readonly kind: "open"; readonly place: Place };

/** `null` when the key is none of the grid's. The first key only begins the selection. */
export function wishOf(selection: Selection | null, pressed: Key, extent: Extent): Wish | null {
  if (extent.rows === 0 || extent.columns === 0) return null;
  if (pressed.jump && pressed.key.toLowerCase() === "a") {
    const active = { row: extent.rows - 1, column: extent.columns - 1 };
    return { kind: "select", selection: { anchor: { row: 0, column: 0 }, active }, show: false };
  }
  const first = selectionAt({ row: 0, column: 0 });
  if (pressed.key === "Enter") return { kind: "open", place: (selection ?? first).active };
  const moved = moveBy(selection ?? first, pressed, extent);
  return moved === null
    ? null
    : { kind: "select", selection: selection === null ? first : moved, show: true };
}

/** What pointing at a place selects: column -1 is a row's number and stands for the whole row. */
export function pointedAt(
  selection: Selection | null,
  place: Place,
  how: { readonly extend: boolean; readonly columns: number },
): Selection {
  const anchor = how.extend && selection !== null ? selection.anchor : place;
  if (place.column >= 0) return { anchor, active: place };
  return {
    anchor: { row: anchor.row, column: 0 },
    active: { row: place.row, column: how.columns - 1 },
  };
}

export function isSame(one: Place, other: Place): boolean {
  return one.row === other.row && one.column === other.column;
}

type Step = (from: Place, last: Place, jump: boolean) => Place;
const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: ({ row, column }, _last, jump) => ({ row: jump ? 0 : row - 1, column }),
  ArrowDown: ({ row, column }, last, jump) => ({ row: jump ? last.row : row + 1, column }),
  ArrowLeft: ({ row, column }, _last, jump) => ({ row, column: jump ? 0 : column - 1 }),
  ArrowRight: ({ row, column }, last, jump) => ({ row, column: jump ? last.column : column + 1 }),
  Home: ({ row }, _last, jump) => ({ row: jump ? 0 : row, column: 0 }),
  End: ({ row }, last, jump) => ({ row: jump ? last.row : row, column: last.column }),
};

function destination(from: Place, pressed: Key, extent: Extent): Place | null {
  const { row, column } = from;
  if (pressed.key === "PageUp") return { row: row - extent.pageRows, column };
  if (pressed.key === "PageDown") return { row: row + extent.pageRows, column };
  const last = { row: extent.rows - 1, column: extent.columns - 1 };
  return STEPS[pressed.key]?.(from, last, pressed.jump) ?? null;
}

export interface Copied {
  readonly text: string;
  readonly rows: number;
  /** Rows of the selection that were left out because it was too large. */
  readonly left: number;
}

/** The selected cells as tab-separated lines, the way spreadsheets read them. */
export function tsvOf(rectangle: Rectangle, cellText: (place: Place) => string): Copied {
  const columns = rectangle.right - rectangle.left + 1;
  const wanted = rectangle.bottom - rectangle.top + 1;
  const rows = Math.min(wanted, Math.max(1, Math.floor(copyLimits.cellsMax / columns)));
  const single = rows === 1 && columns === 1;
  const lines: string[] = [];
  for (let row = rectangle.top; row < rectangle.top + rows; row += 1) {
    const cells: string[] = [];
    for (let column = rectangle.left; column <= rectangle.right; column += 1) {
      const text = cellText({ row, column });
      cells.push(single ? text : quoted(text));
    }
    lines.push(cells.join("\t"));
  }
  return { text: lines.join("\n"), rows, left: wanted - rows };
}

function quoted(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
