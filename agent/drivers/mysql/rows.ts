import { ROW_HEADER_BYTES, ROW_TAG } from "@/domain/rows/row-format";
import type { MysqlColumn } from "./columns";
import { PacketReader } from "./packets";
import { WireProblem } from "./wire-problem";

/**
 * One row of the text protocol in the row format. What the server writes as text stays as it is, byte by
 * byte; bytes are written as PostgreSQL writes bytea, and bits as digits.
 */
export function encodeTextRow(body: Uint8Array, columns: readonly MysqlColumn[]): Uint8Array {
  const reader = new PacketReader(body);
  const cells = columns.map((column) => written(reader.cell(), column));
  if (reader.left !== 0) throw new WireProblem("malformed");
  const length = cells.reduce((sum, cell) => sum + 4 + (cell?.byteLength ?? 0), ROW_HEADER_BYTES);
  const row = Buffer.allocUnsafe(length);
  row[0] = ROW_TAG;
  row.writeInt32BE(length - 1, 1);
  row.writeUInt16BE(cells.length, 5);
  let at = ROW_HEADER_BYTES;
  for (const cell of cells) {
    at = row.writeInt32BE(cell === null ? -1 : cell.byteLength, at);
    if (cell === null) continue;
    row.set(cell, at);
    at += cell.byteLength;
  }
  return row;
}

function written(cell: Uint8Array | null, { form, bits }: MysqlColumn): Uint8Array | null {
  if (cell === null || form === "text") return cell;
  return form === "hex" ? inHex(cell) : inBits(cell, bits);
}

function inHex(cell: Uint8Array): Uint8Array {
  const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength);
  return Buffer.from(`\\x${bytes.toString("hex")}`, "latin1");
}

/** BIT(5) has five digits, though it comes in a byte. */
function inBits(cell: Uint8Array, bits: number): Uint8Array {
  const digits = [...cell].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Buffer.from(digits.slice(Math.max(0, digits.length - bits)), "latin1");
}
