// Takes candidates in the order of their starts and hands on those that win: the leftmost, of
// several at one place the longest, of several equally long the first kind.
import { replaceInRows, replaceInText } from "./emit";

export const TO_ROWS: u32 = 0;
export const TO_TEXT: u32 = 1;
/** Only the kind of the first hit is wanted. */
export const TO_FIRST_KIND: u32 = 2;
export const NO_KIND: u32 = u32.MAX_VALUE;

export let target: u32 = TO_ROWS;
let origin: usize = 0;
export let pendingStart: usize = 0;
export let pendingEnd: usize = 0;
let pendingKind: u32 = 0;
export let firstKind: u32 = NO_KIND;

/** `from`: where the text begins; hits are handed on as offsets from there. */
export function openSink(to: u32, from: usize): void {
  target = to;
  origin = from;
  pendingStart = 0;
  pendingEnd = 0;
  firstKind = NO_KIND;
}

export function offer(start: usize, end: usize, kind: u32): void {
  if (start == pendingStart) {
    if (end > pendingEnd || (end == pendingEnd && kind < pendingKind)) {
      pendingEnd = end;
      pendingKind = kind;
    }
    return;
  }
  if (start < pendingEnd) return;
  if (pendingEnd != 0) commit();
  pendingStart = start;
  pendingEnd = end;
  pendingKind = kind;
}

export function closeSink(): void {
  if (pendingEnd != 0) commit();
}

function commit(): void {
  if (target == TO_ROWS) replaceInRows(pendingStart - origin, pendingEnd - origin, pendingKind);
  else if (target == TO_TEXT) replaceInText(pendingStart - origin, pendingEnd - origin, pendingKind);
  else if (firstKind == NO_KIND) firstKind = pendingKind;
}

let savedTarget: u32 = 0;
let savedOrigin: usize = 0;
let savedStart: usize = 0;
let savedEnd: usize = 0;
let savedKind: u32 = 0;

/** Hex digits are searched in the middle of a search; once deep, never deeper. */
export function saveSink(): void {
  savedTarget = target;
  savedOrigin = origin;
  savedStart = pendingStart;
  savedEnd = pendingEnd;
  savedKind = pendingKind;
}

export function restoreSink(): void {
  target = savedTarget;
  origin = savedOrigin;
  pendingStart = savedStart;
  pendingEnd = savedEnd;
  pendingKind = savedKind;
}
