import type { Hash } from "../recording/recording-format";

/**
 * The chain over the audit trail: hash = SHA-256 of (hash before it ‖ position ‖ canonical event).
 * Position and every field are thus held by the last hash: what was changed, removed or moved
 * afterwards is found, and the first bad row can be named.
 */

/** One event as the store holds it, in texts that come out the same each time. */
export interface ChainedEvent {
  /** Decimal. */
  readonly id: string;
  /** ISO 8601 in UTC with microseconds. */
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly event: string;
  readonly subject: string;
  /** JSON as the store writes it; null for none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly origin: string;
}

/** The last link that is known to hold; `position` 0 is the beginning. */
export interface ChainHead {
  readonly position: number;
  /** Hex. */
  readonly hash: string;
}

const FIELDS = [
  "id",
  "at",
  "actorId",
  "actorName",
  "event",
  "subject",
  "before",
  "after",
  "origin",
] as const satisfies readonly (keyof ChainedEvent)[];
const OPENING = "GHAUDIT1";
const POSITION_BYTES = 8;
const LENGTH_BYTES = 4;
/** No text is that long: it stands for a field that is null, which is not the empty text. */
const NULL_LENGTH = 0xffff_ffff;
const utf8 = new TextEncoder();

export function openChain(hash: Hash): ChainHead {
  return { position: 0, hash: toHex(hash([utf8.encode(OPENING)])) };
}

/** Each field in its order, with its length before it: no two events have the same bytes. */
export function canonicalBytes(event: ChainedEvent): Uint8Array {
  const texts = FIELDS.map((field) => event[field]);
  const fields = texts.map((text) => (text === null ? null : utf8.encode(text)));
  const size = fields.reduce((sum, bytes) => sum + LENGTH_BYTES + (bytes?.byteLength ?? 0), 0);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  let offset = 0;
  for (const bytes of fields) {
    view.setUint32(offset, bytes?.byteLength ?? NULL_LENGTH);
    offset += LENGTH_BYTES;
    if (bytes === null) continue;
    out.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return out;
}

/** The link that an event makes right behind a head. */
export function nextLink(head: ChainHead, event: ChainedEvent, hash: Hash): ChainHead {
  const position = head.position + 1;
  return { position, hash: linkHash({ before: head.hash, position, event }, hash) };
}

export interface Link {
  /** Hex of the hash before it. */
  readonly before: string;
  readonly position: number;
  readonly event: ChainedEvent;
}

export function linkHash({ before, position, event }: Link, hash: Hash): string {
  const place = new Uint8Array(POSITION_BYTES);
  new DataView(place.buffer).setBigUint64(0, BigInt(position));
  return toHex(hash([fromHex(before), place, canonicalBytes(event)]));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(hex: string): Uint8Array {
  const pairs = hex.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}
