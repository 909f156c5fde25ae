// SHA-256 of what fits one block, for checks of wallets: ../detectors/sha256.ts. Candidates are rare, so it is plain.

/** Eight words to start with, then one for each of 64 rounds. Written by the host. */
export const sha256Table: usize = memory.data(288, 16);

const words: usize = memory.data(256, 16);
const state: usize = memory.data(32, 16);

/** Of so many bytes, 55 at most, to 32 bytes. */
export function sha256OfShort(from: usize, bytes: usize, to: usize): void {
  schedule(from, bytes);
  memory.copy(state, sha256Table, 32);
  for (let round: usize = 0; round < 64; round++) {
    mix(load<u32>(sha256Table + 32 + (round << 2)) + load<u32>(words + (round << 2)));
  }
  for (let at: usize = 0; at < 32; at += 4) {
    store<u32>(to + at, bswap<u32>(load<u32>(sha256Table + at) + load<u32>(state + at)));
  }
}

function schedule(from: usize, bytes: usize): void {
  memory.fill(words, 0, 64);
  memory.copy(words, from, bytes);
  store<u8>(words + bytes, 0x80);
  for (let at = words; at < words + 64; at += 4) store<u32>(at, bswap<u32>(load<u32>(at)));
  store<u32>(words + 60, <u32>(bytes << 3));
  for (let at = words + 64; at < words + 256; at += 4) {
    const near = load<u32>(at - 8);
    const far = load<u32>(at - 60);
    const small = rotr<u32>(far, 7) ^ rotr<u32>(far, 18) ^ (far >> 3);
    const large = rotr<u32>(near, 17) ^ rotr<u32>(near, 19) ^ (near >> 10);
    store<u32>(at, load<u32>(at - 64) + small + load<u32>(at - 28) + large);
  }
}

function mix(added: u32): void {
  const a = load<u32>(state);
  const b = load<u32>(state, 4);
  const c = load<u32>(state, 8);
  const e = load<u32>(state, 16);
  const first =
    load<u32>(state, 28) + (rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25)) +
    ((e & load<u32>(state, 20)) ^ (~e & load<u32>(state, 24))) + added;
  const second = (rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
  memory.copy(state + 4, state, 28);
  store<u32>(state, first + second);
  store<u32>(state, load<u32>(state, 16) + first, 16);
}
