import { describe, expect, it } from "vitest";
import { encodeRow } from "../rows/row-format";
import { maskRows, maskText } from "./mask-spec";
import type { ColumnPlan } from "./masker";
import { MASK_KINDS } from "./masking-rule";

const SCAN: ColumnPlan = { kind: "scan" };
const PASS: ColumnPlan = { kind: "pass" };
const WHOLE: ColumnPlan = { kind: "whole", as: "iban" };

function row(...cells: readonly (string | null)[]): Uint8Array {
  return encodeRow(cells.map((cell) => (cell === null ? null : Buffer.from(cell))));
}

function maskedBy(plans: readonly ColumnPlan[], block: Uint8Array) {
  const counted: string[] = [];
  const { bytes, rowCount } = maskRows(block, {
    ...{ plans, kinds: MASK_KINDS },
    count: (column, kind) => counted.push(`${column}:${kind}`),
  });
  return { bytes: Buffer.from(bytes), rowCount, counted };
}

describe("rows", () => {
  it("are masked cell by cell as planned, NULL stays NULL", () => {
    const mail = "joe@example.com";
    const block = Buffer.concat([row(mail, mail, mail), row(null, null, null), row("", "", "")]);
    const { bytes, rowCount, counted } = maskedBy([SCAN, PASS, WHOLE], block);
    const expected = [row("[EMAIL]", mail, "[IBAN]"), row(null, null, null), row("", "", "[IBAN]")];
    expect(bytes).toEqual(Buffer.concat(expected));
    expect(rowCount).toBe(3);
    expect(counted).toEqual(["0:email", "2:iban", "2:iban"]);
  });

  it("keep values apart that only meet across two cells", () => {
    const block = row("123-45", "-6789", "joe@", "example.com");
    expect(maskedBy([SCAN, SCAN, SCAN, SCAN], block).bytes).toEqual(Buffer.from(block));
  });

  it("may be none, and may have no cells", () => {
    expect(maskedBy([SCAN], new Uint8Array())).toEqual({
      ...{ bytes: Buffer.alloc(0), rowCount: 0, counted: [] },
    });
    expect(maskedBy([], row()).rowCount).toBe(1);
  });

  it.each([
    ["a byte too many", Buffer.concat([row("a"), Buffer.from("x")])],
    ["a byte too few", row("a").subarray(0, -1)],
    ["another tag", Buffer.from(row("a")).fill("E", 0, 1)],
    ["a cell too many", row("a", "b")],
    ["no cell", row()],
    ["a cell longer than its row", Buffer.from(row("a")).fill(2, 10, 11)],
    ["a cell shorter than its row", Buffer.from(row("ab")).fill(1, 10, 11)],
    ["a length below -1", Buffer.from(row(null)).fill(0xfe, 10, 11)],
    ["a row longer than the block", Buffer.from(row("a")).fill(0x7f, 1, 2)],
    ["a negative row", Buffer.from(row("a")).fill(0xff, 1, 2)],
  ])("that are not whole are refused: %s", (_, block) => {
    expect(() => maskedBy([SCAN], block)).toThrow(RangeError);
  });
});

describe("a text", () => {
  it("has a placeholder for each value and everything else as it was", () => {
    const counted: string[] = [];
    const text = Buffer.from("Key (mail)=(joe@example.com), (ssn)=(123-45-6789) é \xff");
    const masked = maskText(text, { kinds: MASK_KINDS }, (kind) => counted.push(kind));
    expect(Buffer.from(masked).toString()).toBe("Key (mail)=([EMAIL]), (ssn)=([SSN]) é \xff");
    expect(counted).toEqual(["email", "ssn"]);
  });
});
