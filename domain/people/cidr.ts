/** A block of addresses: the network as a number, how many bits of it count, and of which kind. */
export interface Cidr {
  readonly bits: 32 | 128;
  readonly network: bigint;
  readonly prefix: number;
}

export type CidrRead =
  | { readonly kind: "block"; readonly block: Cidr }
  | { readonly kind: "refused"; readonly because: "not-an-address" | "bits-beyond-prefix" };

/** Reads `10.0.0.0/8`, `2001:db8::/32`, or one address. A typo that would widen or narrow it is refused. */
export function readCidr(text: string): CidrRead {
  const [given = "", length, ...more] = text.trim().split("/");
  const address = readAddress(given);
  if (address === null || more.length > 0) return { kind: "refused", because: "not-an-address" };
  const prefix = length === undefined ? address.bits : readPrefix(length, address.bits);
  if (prefix === null) return { kind: "refused", because: "not-an-address" };
  const block = { bits: address.bits, network: networkOf(address, prefix), prefix };
  if (block.network !== address.value) return { kind: "refused", because: "bits-beyond-prefix" };
  return { kind: "block", block };
}

/** Whether the block holds the address. What is no address is in no block. */
export function holdsAddress(block: Cidr, address: string): boolean {
  const read = readAddress(address);
  return (
    read !== null && read.bits === block.bits && networkOf(read, block.prefix) === block.network
  );
}

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** An IPv4 address that came over an IPv6 socket (`::ffff:10.0.0.1`) is the IPv4 address. */
function readAddress(text: string): Address | null {
  if (!text.includes(":")) return readFour(text);
  const six = readSix(text);
  if (six === null) return null;
  return six.value >> 32n === 0xffffn ? { bits: 32, value: six.value & 0xffff_ffffn } : six;
}

function readFour(text: string): Address | null {
  const parts = text.split(".");
  // No leading zero: some read 010 as eight.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  return { bits: 32, value: bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) };
}

const WORDS = 8;

function readSix(text: string): Address | null {
  const sides = text.split("::");
  if (sides.length > 2) return null;
  const [head, tail] = sides.map((side, at) => readWords(side, at === sides.length - 1));
  if (head === null || head === undefined || tail === null) return null;
  const missing = WORDS - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const words = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return { bits: 128, value: words.reduce((value, word) => (value << 16n) | word, 0n) };
}

/** The words on one side of `::`; the very last two may be written as an IPv4 address. */
function readWords(side: string, isLast: boolean): readonly bigint[] | null {
  if (side === "") return [];
  const parts = side.split(":");
  const words: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      words.push(BigInt(`0x${part}`));
      continue;
    }
    const four = isLast && index === parts.length - 1 ? readFour(part) : null;
    if (four === null) return null;
    words.push(four.value >> 16n, four.value & 0xffffn);
  }
  return words;
}

function readPrefix(text: string, bits: number): number | null {
  if (!/^(0|[1-9]\d{0,2})$/.test(text)) return null;
  const prefix = Number(text);
  return prefix <= bits ? prefix : null;
}

function networkOf({ bits, value }: Address, prefix: number): bigint {
  const rest = BigInt(bits - prefix);
  return (value >> rest) << rest;
}
