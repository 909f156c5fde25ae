// What the host sees of the masking engine. ../scan-spec.ts and ../mask-spec.ts say what it must do.
import {
  COLUMNS_MAX, columnCount, counts, finish, finishRows, plans, startCounts, startRows, startText,
} from "./emit";
import { cardLengths } from "./card";
import { contextEndings, contextWords } from "./context";
import { ibanLengths } from "./iban";
import { enable, placeholderLengths, placeholders } from "./kinds";
import { cells, endText, input, noteFound, notesAt, notesCount, output, reserve, work } from "./memory";
import { sha256Table } from "./sha256";
import { openSink, TO_ROWS, TO_TEXT } from "./sink";
import { search } from "./search";

export { enable, noteFound, notesAt, notesCount, reserve };

const ROW_TAG: u32 = 0x44;
const MALFORMED: i32 = -1;

let rowCount: u32 = 0;
let length: usize = 0;

export function columnsMax(): u32 { return COLUMNS_MAX; }
export function cardLengthsAt(): usize { return cardLengths; }
export function ibanLengthsAt(): usize { return ibanLengths; }
export function contextWordsAt(): usize { return contextWords; }
export function contextEndingsAt(): usize { return contextEndings; }
export function sha256TableAt(): usize { return sha256Table; }
export function placeholdersAt(): usize { return placeholders; }
export function placeholderLengthsAt(): usize { return placeholderLengths; }
export function plansAt(): usize { return plans; }
export function countsAt(): usize { return counts; }
export function outputAt(): usize { return output; }
export function outputLength(): usize { return length; }

/** Starts a result of so many columns: the plans are written, the counts are zero. */
export function startResult(columns: u32): void {
  startCounts(columns);
}

/** Masks the text in the input. */
export function maskText(bytes: usize): void {
  startText();
  openSink(TO_TEXT, input);
  search(input, input + bytes, true);
  length = finish(bytes);
}

/** Masks the block in the input. The number of rows, or -1 when it is not whole rows of the columns. */
export function maskRows(bytes: usize): i32 {
  memory.copy(work, input, bytes);
  endText(work + bytes);
  const count = blankLengths(bytes);
  if (count < 0) return MALFORMED;
  startRows(count);
  openSink(TO_ROWS, work);
  search(work, work + bytes, true);
  length = finishRows(bytes);
  return rowCount;
}

/** Notes where each cell starts and puts zeros over all headers. The number of cells, -1 when malformed. */
function blankLengths(bytes: usize): i32 {
  const columns = columnCount();
  let at: usize = 0;
  let note = cells;
  rowCount = 0;
  while (at < bytes) {
    if (bytes - at < 7 || <u32>load<u8>(input + at) != ROW_TAG) return MALFORMED;
    const rowLength = bswap<u32>(load<u32>(input + at + 1));
    const found = <u32>bswap<u16>(load<u16>(input + at + 5));
    if (rowLength > <u32>i32.MAX_VALUE || bytes - at - 1 < rowLength || found != columns) return MALFORMED;
    const rowEnd = at + 1 + rowLength;
    store<u64>(work + at, load<u64>(work + at) & 0xff00000000000000);
    at += 7;
    for (let column: u32 = 0; column < columns; column++) {
      if (at + 4 > rowEnd) return MALFORMED;
      const raw = load<u32>(input + at);
      // Short cells are the rule, and swapping is on the way from each cell to the next.
      const cellLength = (raw & 0xffffff) == 0 ? <i32>(raw >> 24) : <i32>bswap<u32>(raw);
      store<u32>(work + at, 0);
      at += 4;
      store<u32>(note, <u32>at);
      note += 4;
      if (cellLength > 0) {
        if (<usize>cellLength > rowEnd - at) return MALFORMED;
        at += cellLength;
      } else if (cellLength < -1) return MALFORMED;
    }
    if (at != rowEnd) return MALFORMED;
    rowCount++;
  }
  return <i32>((note - cells) >> 2);
}
