// Addresses of cryptocurrencies: ../detectors/wallet.ts.
import { byteAt, endsFresh, isDigit, isHex, isLetter, startsFresh } from "./bytes";
import { sha256OfShort } from "./sha256";

const SEGWIT_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BASE58_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const generators = memory.data<u32>([0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]);
const NONE: u32 = u32.MAX_VALUE;
const PAYLOAD_BYTES: usize = 21;

const decoded: usize = memory.data(32, 16);
const digest: usize = memory.data(32, 16);

export function walletEnd(at: usize): usize {
  const end = addressEnd(at);
  return end != 0 && startsFresh(at) && endsFresh(end) ? end : 0;
}

function addressEnd(at: usize): usize {
  const first = load<u32>(at) & 0xffffff;
  if ((first & 0xffff) == 0x7830) return ethereumEnd(at); // 0x
  if (first == 0x316362) return segwitEnd(at); // bc1
  return byteAt(at) == 0x31 || byteAt(at) == 0x33 ? base58End(at) : 0;
}

function ethereumEnd(at: usize): usize {
  for (let next = at + 2; next < at + 42; next++) if (!isHex(next)) return 0;
  return at + 42;
}

function segwitEnd(at: usize): usize {
  const end = runEnd(at, 62);
  if (end - at != 42 && end - at != 62) return 0;
  let check: u32 = 1;
  for (let index = 0; index < 5; index++) check = polymod(check, index == 2 ? 0 : index == 3 ? 2 : 3);
  for (let next = at + 3; next < end; next++) {
    const value = placeOf(SEGWIT_LETTERS, byteAt(next));
    if (value == NONE) return 0;
    check = polymod(check, value);
  }
  // "q" is version 0.
  return check == (byteAt(at + 3) == 0x71 ? 1 : 0x2bc830a3) ? end : 0;
}

function polymod(check: u32, value: u32): u32 {
  const top = check >> 25;
  let next = ((check & 0x1ffffff) << 5) ^ value;
  for (let bit: u32 = 0; bit < 5; bit++) if (((top >> bit) & 1) != 0) next ^= load<u32>(generators + (bit << 2));
  return next;
}

function base58End(at: usize): usize {
  const end = runEnd(at, 35);
  if (end - at < 26) return 0;
  memory.fill(decoded, 0, PAYLOAD_BYTES + 4);
  for (let next = at; next < end; next++) {
    let carry = placeOf(BASE58_LETTERS, byteAt(next));
    if (carry == NONE) return 0;
    for (let place = decoded + PAYLOAD_BYTES + 3; place >= decoded; place--) {
      carry += byteAt(place) * 58;
      store<u8>(place, carry);
      carry >>= 8;
    }
    if (carry != 0) return 0;
  }
  sha256OfShort(decoded, PAYLOAD_BYTES, digest);
  sha256OfShort(digest, 32, digest);
  return load<u32>(digest) == load<u32>(decoded + PAYLOAD_BYTES) ? end : 0;
}

function placeOf(letters: string, byte: u32): u32 {
  for (let place = 0; place < letters.length; place++) if (<u32>letters.charCodeAt(place) == byte) return place;
  return NONE;
}

/** Letters and digits; `at` when they are more than `most`. */
function runEnd(at: usize, most: usize): usize {
  let end = at;
  while (end - at <= most && (isDigit(end) || isLetter(end))) end++;
  return end - at > most ? at : end;
}
