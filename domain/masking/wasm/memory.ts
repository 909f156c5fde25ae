// Where things lie. Texts are searched between zero bytes: that is what `MARGIN` and `TAIL` are for.

const MARGIN: usize = 64;
const TAIL: usize = 192;
const PAGE_BYTES: usize = 65536;
/** A NULL or empty cell has 4 bytes and may become 4 and a placeholder of 12. */
const GROWTH_MAX: usize = 4;
/** Rows are smaller by far; what is larger is refused before sums of sizes overflow. */
const BYTES_MAX: usize = 64 * 1024 * 1024;

/** A hit is three u32, and no two start within less: the shortest value, and what ends it, have three bytes. */
const NOTE_BYTES: usize = 12;
const NOTES_GROWTH: usize = 4;

/** Whether the host wants to know what was found, to replace some of it otherwise. */
let noting: bool = false;
let capacity: usize = 0;
/** What came in, untouched. */
export let input: usize = 0;
/** What is searched: the input with zeros in place of all lengths. */
export let work: usize = 0;
/** Bytes decoded from hex digits. */
export let decoded: usize = 0;
/** What goes out. */
export let output: usize = 0;
/** One u32 a cell: the offset in the input at which its bytes start. */
export let cells: usize = 0;

/** Start, end and kind of each hit, as offsets in the input. */
export let notes: usize = 0;
let noteCount: u32 = 0;
let notesMax: u32 = 0;

/** Before the next `reserve`, which then lays out anew where it is another wish than before. */
export function noteFound(wanted: bool): void {
  if (noting != wanted) capacity = 0;
  noting = wanted;
}

export function startNotes(): void {
  noteCount = 0;
}

@inline
export function note(start: usize, end: usize, kind: u32): void {
  if (noting) keepNote(start, end, kind);
}

function keepNote(start: usize, end: usize, kind: u32): void {
  if (noteCount == notesMax) unreachable();
  const at = notes + <usize>noteCount * NOTE_BYTES;
  store<u32>(at, <u32>start);
  store<u32>(at, <u32>end, 4);
  store<u32>(at, kind, 8);
  noteCount++;
}

export function notesAt(): usize { return notes; }
export function notesCount(): u32 { return noteCount; }

/** Makes room for `bytes` of input and says where they belong, 0 when there is no memory left. */
export function reserve(bytes: usize): usize {
  if (bytes > BYTES_MAX) return 0;
  if (bytes >= capacity && !lay(bytes + 1)) return 0;
  memory.fill(input + bytes, 0, TAIL);
  return input;
}

function lay(bytes: usize): bool {
  const size = (bytes + 4095) & ~4095;
  const start = (__heap_base + 63) & ~63;
  const region = MARGIN + size + TAIL;
  const noteBytes = noting ? NOTES_GROWTH * size : 0;
  const end = start + 3 * region + GROWTH_MAX * size + TAIL + size + TAIL + noteBytes;
  const pages = (end + PAGE_BYTES - 1) / PAGE_BYTES;
  const missing = <i32>pages - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return false;
  input = start + MARGIN;
  work = input + region;
  decoded = work + region;
  output = decoded + size + TAIL;
  cells = output + GROWTH_MAX * size + TAIL;
  notes = cells + size + TAIL;
  notesMax = <u32>(noteBytes / NOTE_BYTES);
  capacity = size;
  memory.fill(input - MARGIN, 0, MARGIN);
  memory.fill(work - MARGIN, 0, MARGIN);
  memory.fill(decoded - MARGIN, 0, MARGIN);
  return true;
}

export function endText(end: usize): void {
  memory.fill(end, 0, TAIL);
}
