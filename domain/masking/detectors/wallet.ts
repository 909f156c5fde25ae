import {
  byteAt,
  digitRun,
  endsFresh,
  isDigit,
  isHex,
  isLetter,
  standsAt,
  startsFresh,
} from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";
import { sha256OfShort } from "./sha256";

const ETHEREUM_BYTES = 42;
const SEGWIT_LENGTHS = [42, 62];
const SEGWIT_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const SEGWIT_GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** What the check comes to: of addresses of version 0, and of all later ones. */
const SEGWIT_CHECKS = { first: 1, later: 0x2bc830a3 };
/** The check of the letters `bc`, with which all of them begin. */
const OF_PREFIX = [3, 3, 0, 2, 3].reduce(polymod, 1);
const BASE58_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE58_BYTES = { least: 26, most: 35 };
/** What begins with more is a number: the engine looks no further. */
const BASE58_DIGITS_MAX = 12;
const PAYLOAD_BYTES = 21;

/**
 *   wallet = "0x" 40HEXDIG               Ethereum
 *          | "bc1" 39(…) / "bc1" 59(…)   Bitcoin, in small letters, the check of bech32 or bech32m right
 *          | ("1" / "3") 25*34base58     Bitcoin, the check of base58check right
 *
 * Addresses of cryptocurrencies. The capitals of an Ethereum address are not tested.
 */
export const walletDetector: Detector = {
  kind: "wallet",
  matchAt(text, at) {
    if (!startsFresh(text, at)) return NO_MATCH;
    const end = addressEnd(text, at);
    return end !== NO_MATCH && endsFresh(text, end) ? end : NO_MATCH;
  },
};

function addressEnd(text: Uint8Array, at: number): number {
  if (standsAt(text, at, "0x")) return ethereumEnd(text, at);
  if (standsAt(text, at, "bc1")) return segwitEnd(text, at);
  const first = byteAt(text, at);
  return first === 0x31 || first === 0x33 ? base58End(text, at) : NO_MATCH;
}

function ethereumEnd(text: Uint8Array, at: number): number {
  for (let place = at + 2; place < at + ETHEREUM_BYTES; place += 1) {
    if (!isHex(byteAt(text, place))) return NO_MATCH;
  }
  return at + ETHEREUM_BYTES;
}

function segwitEnd(text: Uint8Array, at: number): number {
  const end = runEnd(text, at, 62);
  if (!SEGWIT_LENGTHS.includes(end - at)) return NO_MATCH;
  const values = [...text.subarray(at + 3, end)].map((byte) =>
    SEGWIT_LETTERS.indexOf(String.fromCharCode(byte)),
  );
  if (values.includes(-1)) return NO_MATCH;
  const wanted = values[0] === 0 ? SEGWIT_CHECKS.first : SEGWIT_CHECKS.later;
  return values.reduce(polymod, OF_PREFIX) === wanted ? end : NO_MATCH;
}

function polymod(check: number, value: number): number {
  const top = check >>> 25;
  const shifted = ((check & 0x1ffffff) << 5) ^ value;
  return SEGWIT_GENERATORS.reduce(
    (sum, generator, bit) => ((top >> bit) & 1 ? sum ^ generator : sum),
    shifted,
  );
}

function base58End(text: Uint8Array, at: number): number {
  const end = runEnd(text, at, BASE58_BYTES.most);
  if (digitRun(text, at) > BASE58_DIGITS_MAX) return NO_MATCH;
  if (end - at < BASE58_BYTES.least) return NO_MATCH;
  const decoded = new Uint8Array(PAYLOAD_BYTES + 4);
  for (const byte of text.subarray(at, end)) {
    const value = BASE58_LETTERS.indexOf(String.fromCharCode(byte));
    if (value < 0 || !multiplyAdd(decoded, value)) return NO_MATCH;
  }
  const check = sha256OfShort(sha256OfShort(decoded.subarray(0, PAYLOAD_BYTES)));
  const isRight = decoded.subarray(PAYLOAD_BYTES).every((byte, index) => byte === check[index]);
  return isRight ? end : NO_MATCH;
}

/** The number of these bytes by 58, and so much more; false when it needs more bytes. */
function multiplyAdd(number: Uint8Array, value: number): boolean {
  let carry = value;
  for (let at = number.length - 1; at >= 0; at -= 1) {
    carry += (number[at] ?? 0) * 58;
    number[at] = carry & 255;
    carry >>= 8;
  }
  return carry === 0;
}

/** Letters and digits, one more than `most` of them at the most. */
function runEnd(text: Uint8Array, at: number, most: number): number {
  let end = at;
  const isPart = (byte: number) => isDigit(byte) || isLetter(byte);
  while (end - at <= most && isPart(byteAt(text, end))) end += 1;
  return end - at > most ? at : end;
}
