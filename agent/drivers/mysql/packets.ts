import { WireProblem } from "./wire-problem";

const UTF8 = new TextDecoder();
const COM_QUERY = 3;
const COM_QUIT = 1;
const HEADER_BYTES = 4;
/** A packet of this length is gone on with by the next one. */
export const PACKET_BYTES_MAX = 0xff_ff_ff;

/** Reads the parts of one message in their order. Throws a WireProblem where there are too few bytes. */
export class PacketReader {
  private at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, from = 0) {
    this.bytes = bytes;
    this.at = from;
  }

  get left(): number {
    return this.bytes.byteLength - this.at;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new WireProblem("malformed");
    this.at += 1;
    return value;
  }

  integer(bytes: number): number {
    let value = 0;
    for (let index = 0; index < bytes; index += 1) value += this.byte() * 256 ** index;
    return value;
  }

  /** A length-encoded integer: one byte, or one that says how many follow. */
  length(): number {
    const first = this.byte();
    if (first < 0xfb) return first;
    if (first === 0xfc) return this.integer(2);
    if (first === 0xfd) return this.integer(3);
    if (first === 0xfe) return this.integer(8);
    throw new WireProblem("malformed");
  }

  take(bytes: number): Uint8Array {
    const end = this.at + bytes;
    if (end > this.bytes.byteLength) throw new WireProblem("malformed");
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  text(): string {
    return UTF8.decode(this.take(this.length()));
  }

  /** One cell of a row: `null` is a NULL. */
  cell(): Uint8Array | null {
    if (this.bytes[this.at] !== 0xfb) return this.take(this.length());
    this.at += 1;
    return null;
  }
}

export function queryPackets(statement: Uint8Array): Uint8Array {
  const body = new Uint8Array(1 + statement.byteLength);
  body[0] = COM_QUERY;
  body.set(statement, 1);
  return packets(body);
}

export function quitPacket(): Uint8Array {
  return packets(Uint8Array.of(COM_QUIT));
}

/** A statement is bounded far below what one packet takes. */
function packets(body: Uint8Array): Uint8Array {
  const packet = Buffer.alloc(HEADER_BYTES + body.byteLength);
  packet.writeUIntLE(body.byteLength, 0, 3);
  packet.set(body, HEADER_BYTES);
  return packet;
}
