import { ProtocolProblem } from "./problem";
import { withRoomFor } from "./room";

/**
 * The Socket.IO parser of all three programs. The usual one sends a message with bytes as two
 * WebSocket frames; this one packs it into one. Messages without bytes are one JSON text:
 *
 *   {"t": packet type, "n": namespace, "i": acknowledgement id?, "d": data?}
 *
 * Messages with bytes are binary. Bytes may stand only as direct arguments of an event or an
 * acknowledgement; `b` says at which places and how long each is:
 *
 *   u8 0x47 · varint length of the header · header: the JSON above with `b` · the bytes, one after another
 */
const MARKER = 0x47;

export const PARSER_LIMITS = {
  headerBytesMax: 64 * 1024,
  textCharactersMax: 9 * 1024 * 1024,
  binariesMax: 8,
  argumentsMax: 16,
  namespaceCharactersMax: 64,
  varintBytesMax: 4,
} as const;

/** Socket.IO's own numbers (protocol 5). */
const TYPES = { connect: 0, disconnect: 1, event: 2, ack: 3, connectError: 4 } as const;
const BINARY_TYPES: Readonly<Record<number, number>> = { 5: TYPES.event, 6: TYPES.ack };
/** Events that Socket.IO keeps for itself; from the other end they are an attack. */
const RESERVED = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);

export interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number;
  readonly data?: unknown;
}

interface Header {
  readonly t: number;
  readonly n: string;
  readonly i?: number | undefined;
  readonly d?: unknown;
  /** Place among the arguments and length of each run of bytes, in order. */
  readonly b?: readonly (readonly [number, number])[];
}

class Encoder {
  /** Throws a ProtocolProblem when bytes stand deeper than as an argument. */
  encode(packet: Packet): (string | Uint8Array)[] {
    const type = BINARY_TYPES[packet.type] ?? packet.type;
    const places: [number, number][] = [];
    const binaries: Uint8Array[] = [];
    const data = Array.isArray(packet.data)
      ? packet.data.map((value: unknown, place) => {
          const bytes = asBytes(value);
          if (bytes === null) return value;
          places.push([place, bytes.byteLength]);
          binaries.push(bytes);
          return 0;
        })
      : packet.data;
    const header: Header = { t: type, n: packet.nsp, i: packet.id, d: data };
    if (binaries.length === 0) return [JSON.stringify(header, refuseBytes)];
    return [joinBinary({ ...header, b: places }, binaries)];
  }
}

type Listener = (packet: Packet) => void;

class Decoder {
  private listeners: Listener[] = [];

  on(_event: "decoded", listener: Listener): this {
    this.listeners.push(listener);
    return this;
  }
  off(_event: "decoded", listener: Listener): this {
    this.listeners = this.listeners.filter((one) => one !== listener);
    return this;
  }
  removeListener(event: "decoded", listener: Listener): this {
    return this.off(event, listener);
  }
  /** One whole message of the transport. Throws a ProtocolProblem; Socket.IO then closes the link. */
  add(message: unknown): void {
    const packet = decodePacket(message);
    for (const listener of this.listeners) listener(packet);
  }
  destroy(): void {
    // Every message is whole: there is never half a packet to forget.
  }
}

/** What `parser` of Socket.IO's server and client options takes. */
export const oneFrameParser = { protocol: 5, Encoder, Decoder };

export function encodePacket(packet: Packet): string | Uint8Array {
  const [message] = new Encoder().encode(packet);
  if (message === undefined) throw new ProtocolProblem("nothing to send");
  return message;
}

export function decodePacket(message: unknown): Packet {
  if (typeof message === "string") {
    if (message.length > PARSER_LIMITS.textCharactersMax)
      throw new ProtocolProblem("a text too long");
    return packetOf(readHeader(message), []);
  }
  const bytes = asBytes(message);
  if (bytes === null) throw new ProtocolProblem("neither a text nor bytes");
  return splitBinary(bytes);
}

function joinBinary(header: Header, binaries: readonly Uint8Array[]): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(header, refuseBytes));
  if (head.byteLength > PARSER_LIMITS.headerBytesMax)
    throw new ProtocolProblem("a header too long");
  if (binaries.length > PARSER_LIMITS.binariesMax)
    throw new ProtocolProblem("too many runs of bytes");
  const length = varint(head.byteLength);
  const headed = 1 + length.length + head.byteLength;
  const message = withRoomFor(headed, binaries);
  message[0] = MARKER;
  message.set(length, 1);
  message.set(head, 1 + length.length);
  return message;
}

function splitBinary(message: Uint8Array): Packet {
  if (message[0] !== MARKER) throw new ProtocolProblem("bytes without the marker");
  const { value: headBytes, next } = readVarint(message, 1);
  const bodyAt = next + headBytes;
  if (headBytes > PARSER_LIMITS.headerBytesMax || bodyAt > message.byteLength) {
    throw new ProtocolProblem("a header that does not fit");
  }
  const header = readHeader(utf8(message.subarray(next, bodyAt)));
  const places = header.b ?? [];
  if (places.length === 0 || places.length > PARSER_LIMITS.binariesMax) {
    throw new ProtocolProblem("bytes without their places");
  }
  let at = bodyAt;
  const binaries = places.map(([, length]) => {
    const bytes = message.subarray(at, at + length);
    at += length;
    return bytes;
  });
  if (at !== message.byteLength)
    throw new ProtocolProblem("bytes of another length than announced");
  return packetOf(header, binaries);
}

function packetOf(header: Header, binaries: readonly Uint8Array[]): Packet {
  const { t: type, n: nsp, i: id } = header;
  if ((header.b?.length ?? 0) !== binaries.length) throw new ProtocolProblem("bytes are missing");
  const data = binaries.length === 0 ? header.d : withBinaries(header, binaries);
  if (!isLegalData(type, data))
    throw new ProtocolProblem(`data that packet type ${type} cannot have`);
  return {
    type,
    nsp,
    ...(id === undefined ? {} : { id }),
    ...(data === undefined ? {} : { data }),
  };
}

function withBinaries(header: Header, binaries: readonly Uint8Array[]): unknown {
  if (!Array.isArray(header.d)) throw new ProtocolProblem("bytes outside an event");
  const data: unknown[] = [...header.d];
  let after = -1;
  for (const [index, [place]] of (header.b ?? []).entries()) {
    if (place <= after || place >= data.length) throw new ProtocolProblem("bytes at no place");
    after = place;
    data[place] = binaries[index];
  }
  return data;
}

function isLegalData(type: number, data: unknown): boolean {
  switch (type) {
    case TYPES.connect:
      return data === undefined || isPlainObject(data);
    case TYPES.disconnect:
      return data === undefined;
    case TYPES.connectError:
      return typeof data === "string" || isPlainObject(data);
    case TYPES.event:
      return isArguments(data) && typeof data[0] === "string" && !RESERVED.has(data[0]);
    case TYPES.ack:
      return isArguments(data);
    default:
      return false;
  }
}

function isArguments(data: unknown): data is readonly unknown[] {
  return Array.isArray(data) && data.length <= PARSER_LIMITS.argumentsMax;
}

function isPlainObject(data: unknown): boolean {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function readHeader(text: string): Header {
  const { t, n, i, d, b } = parseObject(text);
  if (!isCount(t) || typeof n !== "string" || !n.startsWith("/")) {
    throw new ProtocolProblem("a packet without type or namespace");
  }
  if (n.length > PARSER_LIMITS.namespaceCharactersMax)
    throw new ProtocolProblem("a namespace too long");
  if (i !== undefined && !isCount(i)) throw new ProtocolProblem("an id that is no number");
  if (b === undefined) return { t, n, i, d };
  if (!isPlaces(b)) throw new ProtocolProblem("places that are none");
  return { t, n, i, d, b };
}

function parseObject(text: string): Readonly<Record<"t" | "n" | "i" | "d" | "b", unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolProblem("a packet that is no JSON");
  }
  if (!isPlainObject(value)) throw new ProtocolProblem("a packet that is no object");
  // A cast after the check above: fields of an unknown object, each checked by the reader.
  return value as Record<"t" | "n" | "i" | "d" | "b", unknown>;
}

function isPlaces(value: unknown): value is [number, number][] {
  return (
    Array.isArray(value) &&
    value.length <= PARSER_LIMITS.binariesMax &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isCount))
  );
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function asBytes(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return null;
}

/** `this` is the object that holds the key: a Buffer would already be its JSON form in `value`. */
function refuseBytes(this: unknown, key: string, value: unknown): unknown {
  const held: unknown =
    isPlainObject(this) || Array.isArray(this) ? Reflect.get(Object(this), key) : value;
  if (asBytes(held) !== null) throw new ProtocolProblem("bytes deeper than an argument");
  return value;
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProtocolProblem("a header that is not UTF-8");
  }
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

function readVarint(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  for (let index = 0; index < PARSER_LIMITS.varintBytesMax; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) break;
    value |= (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  throw new ProtocolProblem("a length that does not end");
}
