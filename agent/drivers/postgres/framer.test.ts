import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { wire } from "@/testing/hostile-postgres";
import { Framer, WireProblem } from "./framer";

interface Heard {
  rows: number;
  bytes: Uint8Array;
  tags: string;
}

function frame(chunks: readonly Uint8Array[], cells = 2): Heard {
  const blocks: Uint8Array[] = [];
  const heard: Heard = { rows: 0, bytes: new Uint8Array(), tags: "" };
  const framer = new Framer({
    rows: (block, rowCount) => {
      heard.rows += rowCount;
      heard.tags += "D".repeat(rowCount);
      blocks.push(new Uint8Array(block));
    },
    message: (tag, body) => {
      heard.tags += String.fromCharCode(tag) + body.byteLength;
    },
  });
  framer.cells = cells;
  for (const chunk of chunks) framer.push(chunk);
  return { ...heard, bytes: Buffer.concat(blocks) };
}

const cell = fc.option(fc.uint8Array({ maxLength: 60 }), { nil: null });
const row = fc.tuple(cell, cell).map((cells) => Buffer.from(encodeRow(cells)));
const other = fc
  .tuple(fc.constantFrom("N", "C", "S", "d"), fc.uint8Array({ maxLength: 40 }))
  .map(([tag, body]) => wire.message(tag, body));
const stream = fc.array(fc.oneof(row, other), { maxLength: 40 });

describe("cutting a stream of bytes into messages", () => {
  it("gives the same, however the bytes are cut into chunks", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 60 }), (messages, sizes) => {
        const bytes = Buffer.concat(messages);
        const chunks: Buffer[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        chunks.push(bytes.subarray(at));
        expect(frame(chunks)).toEqual(frame([bytes]));
      }),
    );
  });
  it("keeps every byte of every row, in order", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const heard = frame([Buffer.concat(rows)]);
        expect(heard.rows).toBe(rows.length);
        expect(Buffer.from(heard.bytes).equals(Buffer.concat(rows))).toBe(true);
      }),
    );
  });

  const because = (bytes: Uint8Array, cells?: number) => {
    try {
      frame([bytes], cells);
      return "none";
    } catch (error) {
      if (error instanceof WireProblem) return error.because;
      throw error;
    }
  };
  it("refuses a row of 2 GB before it came", () =>
    expect(because(wire.message("D", Buffer.alloc(8), 2 ** 31 - 1))).toBe("row-too-large"));
  it("refuses a message of 2 GB before it came", () =>
    expect(because(wire.message("N", Buffer.alloc(8), 2 ** 31 - 1))).toBe("message-too-large"));
  it("refuses a length below its own four bytes, and a negative one", () => {
    expect(because(wire.message("D", Buffer.alloc(8), 3))).toBe("malformed");
    expect(because(wire.message("D", Buffer.alloc(8), -1))).toBe("malformed");
  });
  it("refuses a row with another number of cells than columns", () =>
    expect(because(wire.row(["a", "b", "c"]), 2)).toBe("malformed"));
  it("never fails otherwise, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void because(bytes)));
  });
});
