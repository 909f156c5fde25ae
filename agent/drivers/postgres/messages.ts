import type { Column } from "@/domain/rows/column";
import type { TargetMessage } from "../driver";
import { WireProblem } from "./framer";
import { typeName } from "./type-names";

/** Tags of what a server sends, as bytes (PostgreSQL 18, "Message Formats"). */
export const TAG = {
  bindComplete: 0x32,
  closeComplete: 0x33,
  commandComplete: 0x43,
  copyBoth: 0x57,
  copyData: 0x64,
  copyDone: 0x63,
  copyIn: 0x47,
  copyOut: 0x48,
  emptyQuery: 0x49,
  error: 0x45,
  keyData: 0x4b,
  noData: 0x6e,
  notice: 0x4e,
  notification: 0x41,
  parameterDescription: 0x74,
  parameterStatus: 0x53,
  parseComplete: 0x31,
  portalSuspended: 0x73,
  ready: 0x5a,
  rowDescription: 0x54,
} as const;

export const TRANSACTION_IDLE = 0x49;
export const IN_TRANSACTION = 0x54;

const COLUMN_BYTES = 18;

/** How many columns a RowDescription announces. */
export function columnCount(body: Uint8Array): number {
  if (body.byteLength < 2) throw new WireProblem("malformed");
  return ((body[0] ?? 0) << 8) | (body[1] ?? 0);
}

/** The columns of a RowDescription, and whether one of them comes in binary. */
export function readColumns(body: Uint8Array): { columns: Column[]; binary: boolean } {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const columns: Column[] = [];
  let binary = false;
  let at = 2;
  for (let index = 0; index < columnCount(body); index += 1) {
    const end = endOfText(body, at);
    if (end + 1 + COLUMN_BYTES > body.byteLength) throw new WireProblem("malformed");
    const name = text(body.subarray(at, end));
    at = end + 1;
    const relationId = view.getUint32(at);
    const attribute = view.getInt16(at + 4);
    const typeId = view.getUint32(at + 6);
    binary ||= view.getInt16(at + 16) !== 0;
    const origin = relationId === 0 ? null : { relationId, attribute };
    columns.push({ name, type: typeName(typeId), typeId, origin });
    at += COLUMN_BYTES;
  }
  if (at !== body.byteLength) throw new WireProblem("malformed");
  return { columns, binary };
}

/** Fields of an error or a notice: a letter and a text each (PostgreSQL 18, "Error and Notice Fields"). */
export interface ReportFields extends TargetMessage {
  readonly position: number | null;
}

export function readReport(body: Uint8Array): ReportFields {
  const fields = new Map<string, Uint8Array>();
  let at = 0;
  while (at < body.byteLength && body[at] !== 0) {
    const end = endOfText(body, at + 1);
    fields.set(String.fromCharCode(body[at] ?? 0), body.subarray(at + 1, end));
    at = end + 1;
  }
  const word = (letter: string) => text(fields.get(letter) ?? new Uint8Array());
  const position = word("P");
  return {
    severity: plainWord(word("V") === "" ? word("S") : word("V"), 40),
    state: plainWord(word("C"), 5),
    message: copy(fields.get("M")) ?? new Uint8Array(),
    detail: copy(fields.get("D")),
    hint: copy(fields.get("H")),
    position: /^[0-9]{1,9}$/.test(position) ? Number(position) : null,
  };
}

/** A command tag and what it counts: `INSERT 0 5` → 5. */
export function readTag(body: Uint8Array): { tag: Uint8Array; affected: number | null } {
  const tag = body.subarray(0, endOfText(body, 0));
  const digits = / ([0-9]{1,15})$/.exec(text(tag))?.[1];
  return { tag: copy(tag) ?? tag, affected: digits === undefined ? null : Number(digits) };
}

/** Name and value of a ParameterStatus. */
export function readParameter(body: Uint8Array): { name: string; value: string } {
  const end = endOfText(body, 0);
  const valueEnd = endOfText(body, end + 1);
  return { name: text(body.subarray(0, end)), value: text(body.subarray(end + 1, valueEnd)) };
}

/** Severity and state come from the target too: only letters and digits of them are used as words. */
function plainWord(word: string, charactersMax: number): string {
  return word.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, charactersMax);
}

/** A view into a socket's chunk would keep the whole chunk alive. */
function copy(bytes: Uint8Array | undefined): Uint8Array | null {
  return bytes === undefined ? null : new Uint8Array(bytes);
}

function endOfText(body: Uint8Array, from: number): number {
  const end = body.indexOf(0, from);
  if (end < 0) throw new WireProblem("malformed");
  return end;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** `Q`: the simple protocol; several statements, several results. */
export function queryMessage(statement: string): Buffer {
  return message("Q", cString(statement));
}

/**
 * The extended protocol for exactly one statement without parameters, all cells as text. A server
 * refuses a second statement in it, whatever quoting may have misled a parser. Of more rows than
 * `rowsMax` the rest is not sent (0: all are).
 */
export function singleStatementMessages(statement: string, rowsMax = 0): Buffer {
  const rows = Buffer.alloc(4);
  rows.writeInt32BE(rowsMax);
  return Buffer.concat([
    message("P", Buffer.concat([cString(""), cString(statement), Buffer.alloc(2)])),
    message("B", Buffer.concat([cString(""), cString(""), Buffer.alloc(6)])),
    message("D", Buffer.concat([Buffer.from("P"), cString("")])),
    message("E", Buffer.concat([cString(""), rows])),
    message("S", Buffer.alloc(0)),
  ]);
}

export function copyFailMessage(because: string): Buffer {
  return message("f", cString(because));
}

export function terminateMessage(): Buffer {
  return message("X", Buffer.alloc(0));
}

/** `CopyFail` in the extended protocol needs a Sync behind it; in the simple one it is harmless. */
export function syncMessage(): Buffer {
  return message("S", Buffer.alloc(0));
}

function message(tag: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(tag, 0, "latin1");
  head.writeInt32BE(4 + body.byteLength, 1);
  return Buffer.concat([head, body]);
}

function cString(words: string): Buffer {
  return Buffer.concat([Buffer.from(words, "utf8"), Buffer.alloc(1)]);
}
