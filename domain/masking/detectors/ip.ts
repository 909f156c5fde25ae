import {
  byteAt,
  digitRun,
  endsFresh,
  followsPoint,
  isDigit,
  isHex,
  precedesPoint,
  startsFresh,
} from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const COLON = 0x3a;
const DOT = 0x2e;
const GROUPS = 8;

/**
 *   ip = v4 | v6
 *   v4 = four times 1*3DIGIT up to 255 with "." between; not a part of a longer dotted number
 *   v6 = RFC 4291: eight groups of 1*4HEX, or fewer with one "::"; the last two may be a v4; one
 *        decimal digit at least (`dead::beef` is code more often than an address)
 *
 * A single ":" before or behind is punctuation (`client:fe80::1: closed`). Prefix lengths, ports
 * and zones stay outside.
 */
export const ipDetector: Detector = {
  kind: "ip",
  matchAt(text, at) {
    return Math.max(v4Start(text, at), v6Start(text, at));
  },
};

function v4Start(text: Uint8Array, at: number): number {
  if (!startsFresh(text, at) || followsPoint(text, at)) return NO_MATCH;
  return v4End(text, at);
}

function v4End(text: Uint8Array, from: number): number {
  let at = from;
  for (let octet = 0; octet < 4; octet += 1) {
    if (octet > 0) {
      if (byteAt(text, at) !== 0x2e) return NO_MATCH;
      at += 1;
    }
    const run = digitRun(text, at);
    if (run < 1 || run > 3 || Number(String.fromCharCode(...text.subarray(at, at + run))) > 255) {
      return NO_MATCH;
    }
    at += run;
  }
  return endsFresh(text, at) && !precedesPoint(text, at) ? at : NO_MATCH;
}

function v6Start(text: Uint8Array, at: number): number {
  const before = byteAt(text, at - 1);
  const opensCompressed = byteAt(text, at) === COLON && byteAt(text, at + 1) === COLON;
  if (!isHex(byteAt(text, at)) && !opensCompressed) return NO_MATCH;
  if (before === COLON) {
    return !opensCompressed && !isOfRun(byteAt(text, at - 2)) ? v6End(text, at) : NO_MATCH;
  }
  return !isHex(before) && startsFresh(text, at) ? v6End(text, at) : NO_MATCH;
}

function v6End(text: Uint8Array, from: number): number {
  let walk: Walk = { end: from, groups: 0, compressions: 0, isOver: false };
  while (!walk.isOver && (colons(text, walk.end) > 0 || walk.groups === 0)) {
    walk = step(text, walk);
    if (walk.groups > GROUPS || walk.compressions > 1) return NO_MATCH;
  }
  const { end } = walk;
  const isAddress = isComplete(walk) && endsV6(text, end);
  return isAddress && text.subarray(from, end).some(isDigit) ? end : NO_MATCH;
}

/** How far an address has been read. */
interface Walk {
  readonly end: number;
  /** Of 16 bits; more than eight when one is longer. */
  readonly groups: number;
  /** How often "::" was met. */
  readonly compressions: number;
  readonly isOver: boolean;
}

function step(text: Uint8Array, walk: Walk): Walk {
  const gap = colons(text, walk.end);
  const start = walk.end + gap;
  const compressions = walk.compressions + (gap === 2 ? 1 : 0);
  let end = start;
  while (isHex(byteAt(text, end))) end += 1;
  const tail = byteAt(text, end) === DOT ? v4End(text, start) : NO_MATCH;
  if (tail !== NO_MATCH) {
    return { end: tail, groups: walk.groups + 2, compressions, isOver: true };
  }
  const size = end - start > 4 ? GROUPS + 1 : Math.sign(end - start);
  return { end, groups: walk.groups + size, compressions, isOver: end === start };
}

function isComplete({ groups, compressions }: Walk): boolean {
  return compressions === 1 ? groups > 0 && groups < GROUPS : groups === GROUPS;
}

/** Colons that lead on to a group: one, or two that stand for groups of zero. */
function colons(text: Uint8Array, at: number): 0 | 1 | 2 {
  if (byteAt(text, at) !== COLON) return 0;
  if (byteAt(text, at + 1) === COLON) return 2;
  return isHex(byteAt(text, at + 1)) ? 1 : 0;
}

function endsV6(text: Uint8Array, end: number): boolean {
  if (byteAt(text, end) === COLON) return !isOfRun(byteAt(text, end + 1));
  return endsFresh(text, end);
}

function isOfRun(byte: number): boolean {
  return byte === COLON || isHex(byte);
}
