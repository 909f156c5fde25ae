import type { SessionLimits } from "@/domain/connections/connection";
import { Refusal } from "@/domain/refusal";
import { countRows } from "@/domain/rows/row-format";
import { decodeFrame, type Frame, type FrameKind } from "@/protocol/frame";
import {
  columnsPayload,
  completePayload,
  type EndPayload,
  endPayload,
  eventPayload,
  failurePayload,
  noticePayload,
} from "@/protocol/payloads";
import { sameStamp } from "@/protocol/stamp";
import { LINK_LIMITS } from "@/protocol/version";
import type { OutputWitness } from "./output-witness";

/** A frame that came from the agent, with its bytes as they will be recorded. */
export interface AcceptedFrame {
  readonly bytes: Uint8Array;
  readonly frame: Frame;
  /** What the last frame of a session says; null for all others. */
  readonly end: EndPayload | null;
}

/** A hash in place of a short value is many times as long. */
const GROWTH_MAX = 8;

const PAYLOADS = {
  columns: columnsPayload,
  notice: noticePayload,
  complete: completePayload,
  failure: failurePayload,
  event: eventPayload,
} as const;

/**
 * What of an agent's frames may go on: in order, of known form, masked with the rules in force and
 * within the limits. Throws a Refusal at the first that is not; the session ends with it.
 */
export class FrameChecker {
  /** Sequence of the next frame. */
  expected = 0;
  rows = 0;
  bytes = 0;
  /** Of the guardrails on results that were in force when it was sent; `null`: there were none. */
  output: OutputWitness | null = null;
  private readonly stamp: Uint8Array;
  private readonly limits: SessionLimits;

  constructor(stamp: Uint8Array, limits: SessionLimits) {
    this.stamp = stamp;
    this.limits = limits;
  }

  /** `null` for a frame that was sent again after a reconnect and is here already. */
  receive(bytes: Uint8Array): AcceptedFrame | null {
    const frame = decode(bytes);
    if (frame.sequence < this.expected) return null;
    if (frame.sequence > this.expected) {
      throw broken(`frame ${frame.sequence} came where ${this.expected} was due`);
    }
    if (frame.direction !== "from-target") throw broken("a frame of the wrong direction");
    this.expected += 1;
    if (frame.kind !== "rows") return { bytes, frame, end: readJson(frame) };
    this.countRows(frame);
    return { bytes, frame, end: null };
  }

  /** Stage guard-output: the agent applied the rules; what they would still find ends the session. */
  guard(accepted: AcceptedFrame): AcceptedFrame {
    this.output?.look(accepted.frame);
    return accepted;
  }

  /** Stage mask: the agent masked; its stamp proves with which rules. */
  requireMasked(accepted: AcceptedFrame): AcceptedFrame {
    // An event is the agent's own words at that instant, nothing of the target's.
    if (accepted.frame.kind === "event") return accepted;
    if (sameStamp(accepted.frame.stamp, this.stamp)) return accepted;
    throw new Refusal(
      "MASKING.FAILED",
      "A part of the result came without the stamp of the masking rules in force, and was dropped.",
    );
  }

  private countRows(frame: Frame): void {
    if (frame.format !== "rows") throw broken("rows in another format");
    if (rowsIn(frame.payload) !== frame.rows) throw broken("rows that are not as many as said");
    this.rows += frame.rows;
    this.bytes += frame.payload.byteLength;
    const { rowsMax, bytesMax } = this.limits;
    if (this.rows > rowsMax) {
      throw new Refusal("LIMIT.ROWS", `The result has more than ${rowsMax} rows.`, { rowsMax });
    }
    // Masked bytes may be more than the target's own; the agent holds the limit to those exactly.
    if (this.bytes > GROWTH_MAX * bytesMax + LINK_LIMITS.messageBytesMax) {
      throw new Refusal("LIMIT.BYTES", `The result is larger than ${bytesMax} bytes.`, {
        bytesMax,
      });
    }
  }
}

function decode(bytes: Uint8Array): Frame {
  if (bytes.byteLength > LINK_LIMITS.messageBytesMax) throw broken("a frame too large");
  try {
    return decodeFrame(bytes);
  } catch (error) {
    throw broken(error instanceof Error ? error.message : "not a frame");
  }
}

function rowsIn(payload: Uint8Array): number {
  try {
    return countRows(payload);
  } catch {
    throw broken("a block that is not whole rows");
  }
}

function readJson(frame: Frame): EndPayload | null {
  if (frame.format !== "json") throw broken(`a ${frame.kind} frame in another format`);
  const value = parseJson(frame);
  if (frame.kind === "end") {
    const end = endPayload.safeParse(value);
    if (!end.success) throw broken("an end frame of unknown form");
    return end.data;
  }
  if (!hasSchema(frame.kind)) throw broken(`an agent sends no ${frame.kind} frame`);
  if (!PAYLOADS[frame.kind].safeParse(value).success) {
    throw broken(`a ${frame.kind} frame of unknown form`);
  }
  return null;
}

function parseJson(frame: Frame): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(frame.payload));
  } catch {
    throw broken(`a ${frame.kind} frame that is no JSON`);
  }
}

function hasSchema(kind: FrameKind): kind is keyof typeof PAYLOADS {
  return Object.hasOwn(PAYLOADS, kind);
}

function broken(what: string): Refusal {
  return new Refusal("LINK.PROTOCOL", `The agent broke the protocol: ${what}.`);
}
