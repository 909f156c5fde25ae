import { describe, expect, it } from "vitest";
import { alignedSpans } from "./redact-pii";

const spans = (text: string, redacted: string) =>
  alignedSpans(text, redacted).map(({ start, end, kind }) => [
    Buffer.from(text).toString("utf8", start, end),
    kind,
  ]);

describe("what a redactor took is told from what it left", () => {
  it("by its bytes and kinds, at the start, in the middle and at the end", () => {
    expect(spans("né a@b.co von 10.0.0.1", "né EMAIL_ADDRESS von IP_ADDRESS")).toEqual([
      ["a@b.co", "email"],
      ["10.0.0.1", "ip"],
    ]);
    expect(spans("a@b.co von", "EMAIL_ADDRESS von")).toEqual([["a@b.co", "email"]]);
    expect(spans("a@b.co", "EMAIL_ADDRESS")).toEqual([["a@b.co", "email"]]);
  });

  it("leaving out what is none of our kinds, and texts that were left as they are", () => {
    expect(spans("12345 a@b.co", "ZIPCODE EMAIL_ADDRESS")).toEqual([["a@b.co", "email"]]);
    expect(spans("nothing here", "nothing here")).toEqual([]);
  });
});
