import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine } from "./csv";

/** As a reader of RFC 4180 sees one line. */
function read(line: string): string[] {
  return [...line.trimEnd().matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((match) =>
    (match[1] ?? "").replaceAll('""', '"'),
  );
}

describe("a line of CSV", () => {
  it("gives back what went in, commas, quotes and line breaks too", () => {
    const cells = ["plain", "a,b", 'say "hi"', "two\nlines", ""];
    expect(read(csvLine(cells))).toEqual(cells);
  });

  it("tells nothing from the empty text", () => expect(csvLine([null, ""])).toBe(',""\r\n'));

  it.each(["=1+1", "+1+1", "-1-2", "-x", "+", "@SUM(A1)", "\tx", "\rx", " =1", "\n=1"])(
    "neutralises %j",
    (text) => expect(csvLine([text])).toBe(`"'${text}"\r\n`),
  );

  it.each(["-1", "+41", "-0.5", "1e-9", "-2.5E+10"])("leaves the number %s as it is", (text) =>
    expect(csvLine([text])).toBe(`"${text}"\r\n`),
  );

  it("never begins a cell with what a spreadsheet runs", () =>
    fc.assert(
      fc.property(fc.constantFrom("=", "+", "-", "@", "\t", "\r"), fc.string(), (sign, rest) => {
        const isNumber = Number.isFinite(Number(sign + rest)) && rest.trim() !== "";
        expect(isNumber || csvLine([sign + rest]).startsWith(`"'`)).toBe(true);
      }),
    ));
});
