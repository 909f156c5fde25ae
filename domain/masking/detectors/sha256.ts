/** SHA-256 of texts that fit one block: 55 bytes at most. Pure, for checks that must say the same everywhere. */
export function sha256OfShort(bytes: Uint8Array): Uint8Array {
  const words = scheduleOf(bytes);
  const state = Uint32Array.from(START);
  for (let round = 0; round < 64; round += 1) mix(state, (ROUND[round] ?? 0) + (words[round] ?? 0));
  const digest = new DataView(new ArrayBuffer(32));
  for (const [at, start] of START.entries()) digest.setUint32(4 * at, start + (state[at] ?? 0));
  return new Uint8Array(digest.buffer);
}

/** The fractions of square and cube roots of the first primes, to 32 bits. */
const PRIMES = primesBelow(312);
const START = PRIMES.slice(0, 8).map((prime) => fractionOf(Math.sqrt(prime)));
const ROUND = PRIMES.map((prime) => fractionOf(Math.cbrt(prime)));

/** What the engine reads: eight words, then sixty-four, in its byte order. */
export const SHA256_TABLE: Uint8Array = new Uint8Array(
  Uint32Array.from([...START, ...ROUND]).buffer,
);

function primesBelow(most: number): readonly number[] {
  const isPrime = (one: number) => {
    for (let by = 2; by * by <= one; by += 1) if (one % by === 0) return false;
    return true;
  };
  return Array.from({ length: most - 2 }, (_, at) => at + 2).filter(isPrime);
}

function fractionOf(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

/** The block, its length behind it, and what is mixed from it for all rounds. */
function scheduleOf(bytes: Uint8Array): Uint32Array {
  const block = new Uint8Array(64);
  block.set(bytes);
  block[bytes.length] = 0x80;
  const view = new DataView(block.buffer);
  view.setUint32(60, 8 * bytes.length);
  const words = new Uint32Array(64);
  for (let at = 0; at < 16; at += 1) words[at] = view.getUint32(4 * at);
  for (let at = 16; at < 64; at += 1) {
    const [near = 0, far = 0] = [words[at - 2], words[at - 15]];
    const small = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3);
    const large = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
    words[at] = (words[at - 16] ?? 0) + small + (words[at - 7] ?? 0) + large;
  }
  return words;
}

function mix(state: Uint32Array, added: number): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  const first =
    h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + added;
  const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
  state.set([first + second, a, b, c, d + first, e, f, g]);
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
