import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["ssn"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

describe("a social security number is found", () => {
  it.each([
    ["123-45-6789", "123-45-6789"],
    ["001-01-0001", "001-01-0001"],
    ["899-99-9999", "899-99-9999"],
    ["123 45 6789", "123 45 6789"],
    ["ssn=123-45-6789,", "123-45-6789"],
    ["SSN:123-45-6789.", "123-45-6789"],
    ["(123-45-6789)", "123-45-6789"],
    ["番号123-45-6789です", "123-45-6789"],
    ["ref-123-45-6789", "123-45-6789"],
    ["a\\n123-45-6789\\t", "123-45-6789"],
    ["123-45-6789. 5", "123-45-6789"],
  ])("in %s", (text, number) => {
    expect(found(text)).toEqual([number]);
  });
});

describe("no social security number is found", () => {
  it.each([
    ["area 000", "000-45-6789"],
    ["area 666", "666-45-6789"],
    ["area 900", "900-45-6789"],
    ["group 00", "123-00-6789"],
    ["serial 0000", "123-45-0000"],
    ["two kinds of separator", "123-45 6789"],
    ["dots", "123.45.6789"],
    ["a digit too many in front", "1123-45-6789"],
    ["a digit too many behind", "123-45-67890"],
    ["a group too long", "123-456-789"],
    ["a letter in front", "x123-45-6789"],
    ["a letter behind", "123-45-6789x"],
    ["an underscore behind", "123-45-6789_"],
    ["a longer number in front", "2024-123-45-6789"],
    ["a longer number behind", "123-45-6789-1"],
    ["a decimal in front", "1.123-45-6789"],
    ["a decimal behind", "123-45-6789.5"],
    ["no separators", "123456789"],
    ["a NUL inside", "123-45\0-6789"],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
