import { KINDS, placeholderLengths, placeholders } from "./kinds";
import { cells, input, note, output, startNotes } from "./memory";

export const COLUMNS_MAX: u32 = 2048;
const SCAN: u32 = 1;
/** Plans from here on: the whole cell becomes the placeholder of kind (plan - WHOLE). */
const WHOLE: u32 = 2;

/** One byte a column: 0 passes, then as above. Written by the host. */
export const plans: usize = memory.data(2048, 64);
/** One u32 by column and kind, of 32 kinds at most; behind the last column those of texts outside of cells. */
export const counts: usize = memory.data(262_272, 64);

const ROW_HEADER: usize = 7;

/** Numbers of the columns that become a placeholder whole, one u16 each. */
const wholes: usize = memory.data(4096, 64);
const NEVER: u32 = u32.MAX_VALUE;

let columns: u32 = 0;
let wholeCount: u32 = 0;

let outAt: usize = 0;
/** Offset in the input up to which the output is written. */
let copied: usize = 0;

let cellCount: u32 = 0;
/** The cell of the latest hit, where the cell behind it starts, and the first cell of its row. */
let cell: u32 = 0;
let nextStart: usize = 0;
let rowCell: u32 = 0;
/** The next cell that is replaced whole: of this row and this entry of `wholes`. */
let wholeCell: u32 = NEVER;
let wholeRow: u32 = 0;
let wholeEntry: u32 = 0;
/** Where the lengths of the cell and its row stand in the output, and what they are; 0 for not yet changed. */
let cellHeader: usize = 0;
let cellLength: u32 = 0;
let rowHeader: usize = 0;
let rowLength: u32 = 0;

export function startCounts(count: u32): void {
  columns = count;
  memory.fill(counts, 0, count * KINDS * 4);
  memory.fill(counts + ((COLUMNS_MAX * KINDS) << 2), 0, KINDS * 4);
  wholeCount = 0;
  for (let column: u32 = 0; column < count; column++) {
    if (<u32>load<u8>(plans + column) < WHOLE) continue;
    store<u16>(wholes + (wholeCount << 1), <u16>column);
    wholeCount++;
  }
}

export function columnCount(): u32 {
  return columns;
}

/** Before the hits of a text. */
export function startText(): void {
  outAt = output;
  copied = 0;
  startNotes();
}

/** Before the hits of a block with so many cells; behind the last one stands a start beyond all. */
export function startRows(count: u32): void {
  startText();
  cellCount = count;
  store<u32>(cells + (<usize>count << 2), NEVER);
  cell = 0;
  nextStart = count == 0 ? <usize>NEVER : <usize>load<u32>(cells, 4);
  rowCell = 0;
  cellHeader = 0;
  rowHeader = 0;
  wholeRow = 0;
  wholeEntry = 0;
  wholeCell = wholeCount == 0 ? NEVER : <u32>load<u16>(wholes);
}

export function replaceInText(start: usize, end: usize, kind: u32): void {
  replace(start, end, kind);
  tally(COLUMNS_MAX, kind);
}

export function replaceInRows(start: usize, end: usize, kind: u32): void {
  if (nextStart <= start) {
    let found = cell;
    let next = nextStart;
    do {
      found++;
      next = <usize>load<u32>(cells + (<usize>found << 2), 4);
    } while (next <= start);
    if (wholeCell < found) replaceWholes(found);
    enterCell(found);
    nextStart = next;
  }
  if (<u32>load<u8>(plans + (cell - rowCell)) == SCAN) replaceInCell(start, end, kind);
}

/** Behind the last hit. The bytes written. */
export function finish(length: usize): usize {
  copyTo(length);
  return outAt - output;
}

export function finishRows(length: usize): usize {
  replaceWholes(cellCount);
  return finish(length);
}

function replaceWholes(before: u32): void {
  while (wholeCell < before) {
    enterCell(wholeCell);
    const start = <usize>load<u32>(cells + (<usize>wholeCell << 2));
    const length = <i32>bswap<u32>(load<u32>(input + start - 4));
    const kind = <u32>load<u8>(plans + (wholeCell - rowCell)) - WHOLE;
    if (length >= 0) replaceInCell(start, start + <usize>length, kind);
    if (++wholeEntry == wholeCount) {
      wholeEntry = 0;
      wholeRow += columns;
    }
    wholeCell = wholeRow + <u32>load<u16>(wholes + (<usize>wholeEntry << 1));
  }
}

function enterCell(entered: u32): void {
  cell = entered;
  cellHeader = 0;
  if (entered - rowCell < columns) return;
  while (entered - rowCell >= columns) rowCell += columns;
  rowHeader = 0;
}

function replaceInCell(start: usize, end: usize, kind: u32): void {
  if (rowHeader == 0) {
    const row = <usize>load<u32>(cells + (<usize>rowCell << 2)) - 4 - ROW_HEADER;
    rowHeader = outAt + (row + 1 - copied);
    rowLength = bswap<u32>(load<u32>(input + row + 1));
  }
  if (cellHeader == 0) {
    const first = <usize>load<u32>(cells + (<usize>cell << 2));
    cellHeader = outAt + (first - 4 - copied);
    cellLength = bswap<u32>(load<u32>(input + first - 4));
  }
  const growth = replace(start, end, kind);
  tally(cell - rowCell, kind);
  cellLength += growth;
  rowLength += growth;
  store<u32>(cellHeader, bswap<u32>(cellLength));
  store<u32>(rowHeader, bswap<u32>(rowLength));
}

/** By how many bytes the output grew. */
function replace(start: usize, end: usize, kind: u32): i32 {
  note(start, end, kind);
  copyTo(start);
  v128.store(outAt, v128.load(placeholders + (kind << 4)));
  const length = <usize>load<u32>(placeholderLengths + (kind << 2));
  outAt += length;
  copied = end;
  return <i32>length - <i32>(end - start);
}

/** Short runs are copied 16 bytes at a time, over the end: what lies there is written next. */
function copyTo(offset: usize): void {
  const length = offset - copied;
  const from = input + copied;
  if (length > 2048) memory.copy(outAt, from, length);
  else for (let at: usize = 0; at < length; at += 16) v128.store(outAt + at, v128.load(from + at));
  outAt += length;
  copied = offset;
}

function tally(place: u32, kind: u32): void {
  const slot = counts + ((place * KINDS + kind) << 2);
  store<u32>(slot, load<u32>(slot) + 1);
}

