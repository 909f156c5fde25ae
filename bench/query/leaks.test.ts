import { describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { type Frame, NO_STAMP } from "@/protocol/frame";
import { leaksIn } from "./leaks";

function frameOf(...rows: readonly string[][]): Frame {
  const payload = Buffer.concat(
    rows.map((cells) => encodeRow(cells.map((cell) => Buffer.from(cell)))),
  );
  const header = { kind: "rows", direction: "from-target", format: "rows" } as const;
  return { ...header, sequence: 1, result: 0, rows: rows.length, stamp: NO_STAMP, payload };
}

describe("the search for originals in what a client got", () => {
  const originals = [{ id: "7", values: ["ada@example.com", "219-09-9999"] }];
  const columns = ["name", "id", "note"];

  it("finds a value in any cell of its own row", () => {
    const frame = frameOf(["x", "7", "write to ada@example.com"], ["y", "8", "z"]);
    expect(leaksIn([frame], columns, originals)).toBe(1);
  });

  it("finds nothing in a masked row", () => {
    expect(leaksIn([frameOf(["x", "7", "[EMAIL]"])], columns, originals)).toBe(0);
  });
});
