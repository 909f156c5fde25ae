// Values that are met in their middle: e-mail addresses at their "@", IPv6 and MAC
// addresses at their colons. Their starts come in ascending order, one ahead of the search for everything else.
import { byteAt, isHexOrColon } from "./bytes";
import { domainEnd, emailStart } from "./email";
import { v6End, v6StartOfRun } from "./ip";
import { EMAIL, IP, isOn, MAC } from "./kinds";
import { MAC_BYTES, macEnd } from "./mac";

const BLOCK: usize = 64;
const AT: u32 = 0x40;
/** The longest IPv6 address in text form. */
const V6_BYTES_MAX: usize = 45;
/** So few single colons within two blocks are neither a MAC address nor an IP address without "::". */
const COLONS_MIN: u32 = 5;

/** The next value; `usize.MAX_VALUE` behind the last. */
export let anchorStart: usize = usize.MAX_VALUE;
export let anchorEnd: usize = 0;
export let anchorKind: u32 = 0;

let block: usize = 0;
let limit: usize = 0;
let bits: u64 = 0;
let colonBefore: u64 = 0;
let colonsBefore: u32 = 0;
let runEnd: usize = 0;

export function openAnchors(from: usize, to: usize): void {
  block = from - BLOCK;
  limit = to;
  bits = 0;
  colonBefore = 0;
  colonsBefore = 0;
  runEnd = 0;
  nextAnchor();
}

export function nextAnchor(): void {
  for (;;) {
    while (bits != 0) {
      const at = block + <usize>ctz(bits);
      bits &= bits - 1;
      if (byteAt(at) == AT ? meetAt(at) : meetColon(at)) return;
    }
    if (!nextBlock()) {
      anchorStart = usize.MAX_VALUE;
      return;
    }
  }
}

/** Goes on to the next block that has an anchor. False behind the last one. */
function nextBlock(): bool {
  const emailsOn = isOn(EMAIL);
  const colonsOn = isOn(IP) || isOn(MAC);
  for (block += BLOCK; block < limit; block += BLOCK) {
    const a = v128.load(block);
    const b = v128.load(block, 16);
    const c = v128.load(block, 32);
    const d = v128.load(block, 48);
    bits = emailsOn ? equal(a, b, c, d, <u8>AT) : 0;
    const colons = colonsOn ? equal(a, b, c, d, 0x3a) : 0;
    if ((colons | colonBefore) != 0) {
      const count = <u32>popcnt(colons);
      const doubled = colons & ((colons << 1) | colonBefore);
      if (doubled != 0 || count + colonsBefore >= COLONS_MIN) bits |= colons;
      colonBefore = colons >> 63;
      colonsBefore = count;
    } else colonsBefore = 0;
    if (bits != 0) return true;
  }
  return false;
}

@inline
function equal(a: v128, b: v128, c: v128, d: v128, byte: u8): u64 {
  const wanted = i8x16.splat(byte);
  const low = <u32>i8x16.bitmask(i8x16.eq(a, wanted)) | (<u32>i8x16.bitmask(i8x16.eq(b, wanted)) << 16);
  const high = <u32>i8x16.bitmask(i8x16.eq(c, wanted)) | (<u32>i8x16.bitmask(i8x16.eq(d, wanted)) << 16);
  return <u64>low | (<u64>high << 32);
}

function meetAt(at: usize): bool {
  const start = emailStart(at);
  if (start == at) return false;
  const end = domainEnd(at + 1);
  if (end == 0) return false;
  return meet(start, end, EMAIL);
}

function meetColon(at: usize): bool {
  if (at < runEnd) return false;
  let run = at;
  while (isHexOrColon(run - 1) && at - run < V6_BYTES_MAX) run--;
  runEnd = at;
  while (isHexOrColon(runEnd)) runEnd++;
  if (isOn(IP) && !isHexOrColon(run - 1)) {
    const start = v6StartOfRun(run);
    const end = start == 0 ? 0 : v6End(start);
    if (end != 0) return meet(start, end, IP);
  }
  return isOn(MAC) && meetMac();
}

/** A MAC address is met at the end of its run; a ":" behind it is punctuation. */
function meetMac(): bool {
  const last = byteAt(runEnd - 1) == 0x3a ? runEnd - 1 : runEnd;
  const start = last - MAC_BYTES;
  if (byteAt(start + 2) != 0x3a) return false;
  const end = macEnd(start);
  return end == 0 ? false : meet(start, end, MAC);
}

function meet(start: usize, end: usize, kind: u32): bool {
  anchorStart = start;
  anchorEnd = end;
  anchorKind = kind;
  return true;
}

let savedStart: usize = 0;
let savedEnd: usize = 0;
let savedKind: u32 = 0;
let savedBlock: usize = 0;
let savedLimit: usize = 0;
let savedBits: u64 = 0;
let savedColonBefore: u64 = 0;
let savedColonsBefore: u32 = 0;
let savedRunEnd: usize = 0;

export function saveAnchors(): void {
  savedStart = anchorStart;
  savedEnd = anchorEnd;
  savedKind = anchorKind;
  savedBlock = block;
  savedLimit = limit;
  savedBits = bits;
  savedColonBefore = colonBefore;
  savedColonsBefore = colonsBefore;
  savedRunEnd = runEnd;
}

export function restoreAnchors(): void {
  meet(savedStart, savedEnd, savedKind);
  block = savedBlock;
  limit = savedLimit;
  bits = savedBits;
  colonBefore = savedColonBefore;
  colonsBefore = savedColonsBefore;
  runEnd = savedRunEnd;
}
