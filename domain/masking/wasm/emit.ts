import { KINDS, placeholderLengths, placeholders } from "./kinds";
import { cells, input, output } from "./memory";

export const COLUMNS_MAX: u32 = 2048;
const PASS: u32 = 0;
const SCAN: u32 = 1;
/** Plans from here on: the whole cell becomes the placeholder of kind (plan - WHOLE). */
const WHOLE: u32 = 2;

/** One byte a column. Written by the host. */
export const plans: usize = memory.data(2048, 64);
/** One u32 by column and kind; behind the last column those of texts outside of cells. */
export const counts: usize = memory.data(49_200, 64);

const ROW_HEADER: usize = 7;

let columns: u32 = 0;
let outAt: usize = 0;
/** Offset in the input up to which the output is written. */
let copied: usize = 0;
let cell: u32 = 0;
let column: u32 = 0;
let cellStart: usize = 0;
let nextStart: usize = 0;
let cellCount: u32 = 0;
let cellHeader: usize = 0;
let cellGrowth: i32 = 0;
let rowHeader: usize = 0;
let rowGrowth: i32 = 0;

export function startCounts(count: u32): void {
  columns = count;
  memory.fill(counts, 0, (COLUMNS_MAX + 1) * KINDS * 4);
}

export function columnCount(): u32 {
  return columns;
}

/** Before the hits of a text. */
export function startText(): void {
  outAt = output;
  copied = 0;
}

/** Before the hits of a block with so many cells. */
export function startRows(count: u32): void {
  startText();
  cellCount = count;
  cell = 0;
  column = 0;
  cellHeader = 0;
  rowHeader = 0;
  if (count == 0) return;
  cellStart = <usize>load<u32>(cells);
  readNextStart();
  meetCell();
}

export function replaceInText(start: usize, end: usize, kind: u32): void {
  replace(start, end, kind);
  tally(COLUMNS_MAX, kind);
}

export function replaceInRows(start: usize, end: usize, kind: u32): void {
  while (nextStart <= start) nextCell();
  if (<u32>load<u8>(plans + column) == SCAN) replaceInCell(start, end, kind);
}

/** Behind the last hit. The bytes written. */
export function finish(length: usize): usize {
  copyTo(length);
  return outAt - output;
}

export function finishRows(length: usize): usize {
  while (cell < cellCount) nextCell();
  return finish(length);
}

function nextCell(): void {
  cell++;
  column++;
  cellHeader = 0;
  if (column == columns) {
    column = 0;
    rowHeader = 0;
  }
  if (cell >= cellCount) return;
  cellStart = nextStart;
  readNextStart();
  meetCell();
}

function readNextStart(): void {
  nextStart = cell + 1 < cellCount ? <usize>load<u32>(cells + ((<usize>cell + 1) << 2)) : usize.MAX_VALUE;
}

/** A cell that is to be replaced whole is replaced when it is reached. */
function meetCell(): void {
  const plan = <u32>load<u8>(plans + column);
  if (plan < WHOLE) return;
  const length = <i32>bswap<u32>(load<u32>(input + cellStart - 4));
  if (length >= 0) replaceInCell(cellStart, cellStart + length, plan - WHOLE);
}

function replaceInCell(start: usize, end: usize, kind: u32): void {
  if (rowHeader == 0) {
    const first = <usize>load<u32>(cells + (<usize>(cell - column) << 2));
    rowHeader = outAt + (first - 4 - ROW_HEADER - copied);
    rowGrowth = 0;
  }
  if (cellHeader == 0) {
    cellHeader = outAt + (cellStart - 4 - copied);
    cellGrowth = 0;
  }
  const growth = replace(start, end, kind);
  tally(column, kind);
  cellGrowth += growth;
  rowGrowth += growth;
  const length = <i32>bswap<u32>(load<u32>(input + cellStart - 4));
  store<u32>(cellHeader, bswap<u32>(length + cellGrowth));
  const row = <usize>load<u32>(cells + (<usize>(cell - column) << 2)) - 4 - ROW_HEADER;
  const rowLength = <i32>bswap<u32>(load<u32>(input + row + 1));
  store<u32>(rowHeader + 1, bswap<u32>(rowLength + rowGrowth));
}

/** By how many bytes the output grew. */
function replace(start: usize, end: usize, kind: u32): i32 {
  copyTo(start);
  store<u64>(outAt, load<u64>(placeholders + (kind << 3)));
  const length = <usize>load<u32>(placeholderLengths + (kind << 2));
  outAt += length;
  copied = end;
  return <i32>length - <i32>(end - start);
}

/** Short runs are copied 16 bytes at a time, over the end: what lies there is written next. */
function copyTo(offset: usize): void {
  const length = offset - copied;
  const from = input + copied;
  if (length > 256) memory.copy(outAt, from, length);
  else for (let at: usize = 0; at < length; at += 16) v128.store(outAt + at, v128.load(from + at));
  outAt += length;
  copied = offset;
}

function tally(place: u32, kind: u32): void {
  const slot = counts + ((place * KINDS + kind) << 2);
  store<u32>(slot, load<u32>(slot) + 1);
}

