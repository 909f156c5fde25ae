import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemSpan } from "./problem-span";

const at = (text: string, position: number | null) => {
  const span = problemSpan(text, position);
  return span && [text.slice(span.start, span.end), `${span.line}:${span.column}`];
};

describe("the place of an error in a statement", () => {
  it("is the word that starts there, by line and column", () => {
    expect(at("select 1\nfrom custmers c", 15)).toEqual(["custmers", "2:6"]);
  });
  it("is one sign where no word starts", () => expect(at("select (,1)", 9)).toEqual([",", "1:9"]));
  it("counts characters as PostgreSQL does, not the units of the browser", () => {
    expect(at("select '👋🏽' frm x", 13)).toEqual(["frm", "1:13"]);
  });
  it("may be the end of the statement", () => expect(at("select", 7)).toEqual(["", "1:7"]));
  it("is nowhere when none was told or the text is shorter", () => {
    expect([at("select", null), at("select", 0), at("select", 9)]).toEqual([null, null, null]);
  });
  it("always lies in the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(60), (text, position) => {
        const span = problemSpan(text, position);
        if (span === null) return position === 0 || position > [...text].length + 1;
        return span.start <= span.end && span.end <= text.length;
      }),
    );
  });
});
