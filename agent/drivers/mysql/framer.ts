import { MYSQL_LIMITS } from "./limits";
import { PACKET_BYTES_MAX } from "./packets";
import { WireProblem } from "./wire-problem";

const HEADER_BYTES = 4;

/**
 * Cuts a stream of bytes into MySQL's messages: three bytes of length, one that counts, the body; a
 * message that fills its packet goes on in the next. Bodies are views where they lie whole in a chunk.
 */
export class Framer {
  private readonly onMessage: (body: Uint8Array) => void;
  /** What a chunk ended within. */
  private parts: Uint8Array[] = [];
  private partBytes = 0;
  /** Bytes that must be there before there is anything to look at. */
  private wanted = HEADER_BYTES;
  /** Packets of a message that goes on. */
  private bodies: Uint8Array[] = [];
  private bodyBytes = 0;
  /** Packets of one answer are counted, in a byte; the question was the first. */
  private sequence = 0;

  constructor(onMessage: (body: Uint8Array) => void) {
    this.onMessage = onMessage;
  }

  push(chunk: Uint8Array): void {
    if (this.partBytes + chunk.byteLength < this.wanted) {
      this.keep(chunk);
      return;
    }
    const bytes = this.partBytes === 0 ? chunk : Buffer.concat([...this.parts, chunk]);
    this.parts = [];
    this.partBytes = 0;
    this.scan(bytes);
  }

  private keep(rest: Uint8Array): void {
    if (rest.byteLength === 0) return;
    this.parts.push(rest);
    this.partBytes += rest.byteLength;
  }

  private scan(bytes: Uint8Array): void {
    let at = 0;
    this.wanted = HEADER_BYTES;
    while (at + HEADER_BYTES <= bytes.byteLength) {
      const length = lengthAt(bytes, at);
      this.requireNext(bytes[at + 3]);
      this.refuseTooLarge(length);
      const end = at + HEADER_BYTES + length;
      if (end > bytes.byteLength) {
        this.wanted = end - at;
        break;
      }
      this.sequence = (this.sequence + 1) % 256;
      this.packet(bytes.subarray(at + HEADER_BYTES, end));
      at = end;
    }
    this.keep(bytes.subarray(at));
  }

  private packet(body: Uint8Array): void {
    const goesOn = body.byteLength === PACKET_BYTES_MAX;
    if (!goesOn && this.bodies.length === 0) {
      this.onMessage(body);
      return;
    }
    this.bodies.push(body);
    this.bodyBytes += body.byteLength;
    if (goesOn) return;
    const whole = Buffer.concat(this.bodies);
    this.bodies = [];
    this.bodyBytes = 0;
    this.onMessage(whole);
  }

  private requireNext(sequence: number | undefined): void {
    if (sequence !== (this.sequence + 1) % 256) throw new WireProblem("malformed");
  }

  private refuseTooLarge(length: number): void {
    if (this.bodyBytes + length > MYSQL_LIMITS.messageBytesMax) throw new WireProblem("too-large");
  }
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
}
