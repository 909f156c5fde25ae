import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["mac"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

describe("a hardware address is found", () => {
  it.each(["00:1b:63:84:45:e6", "00-1B-63-84-45-E6", "aa:bb:cc:dd:ee:ff"])(
    "whole: %s",
    (address) => {
      expect(found(address)).toEqual([address]);
      expect(found(`mac=${address}, ${address}.`)).toEqual([address, address]);
      expect(found(`mac:${address}: up`)).toEqual([address]);
      expect(found(`\\n${address}\\n`)).toEqual([address]);
    },
  );
});

describe("no hardware address is found", () => {
  it.each([
    ["five groups", "00:1b:63:84:45"],
    ["seven groups", "00:1b:63:84:45:e6:01"],
    ["eight groups with dashes", "00-1b-63-84-45-e6-01-02"],
    ["two kinds of separator", "00:1b:63-84:45:e6"],
    ["another letter", "00:1g:63:84:45:e6"],
    ["a letter in front", "x00:1b:63:84:45:e6"],
    ["a letter behind", "00:1b:63:84:45:e6x"],
    ["a time and a date", "12:34:56 01-02-03"],
    ["a UUID", "00112233-4455-6677-8899-aabbccddeeff"],
    ["a NUL inside", "00:1b:63\x0084:45:e6"],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
