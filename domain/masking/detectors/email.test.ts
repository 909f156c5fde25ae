import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

/** What of the text is found as an e-mail address. */
function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["email"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

describe("an e-mail address is found", () => {
  it.each([
    "joe@example.com",
    "JOE@EXAMPLE.COM",
    "j@x.de",
    "joe.o'brien+tag%x_y-z@mail.example.co.uk",
    "_joe_@example.com",
    "joe@1.2.example.com",
    "josé@bücher.example",
    "joe@xn--bcher-kva.example",
    `${"long".repeat(100)}@${"sub.".repeat(60)}example.com`,
  ])("whole: %s", (address) => {
    expect(found(address)).toEqual([address]);
    expect(found(`to <${address}>, again (${address})`)).toEqual([address, address]);
  });

  it.each([
    ["Key (e)=(joe@example.com) already exists.", "joe@example.com"],
    ["mail=joe@example.com&next=1", "joe@example.com"],
    ['{"mail":"joe@example.com"}', "joe@example.com"],
    ["mailto:joe@example.com?subject=x", "joe@example.com"],
    ["'joe@example.com'", "joe@example.com"],
    ["...joe@example.com...", "joe@example.com"],
    ["joe@example.com.", "joe@example.com"],
    ["joe@example.com-", "joe@example.com"],
    ["joe@example.com__", "joe@example.com"],
    ["joe@example.com.5", "joe@example.com"],
    ["joe@example.com/path", "joe@example.com"],
    ["joe@example.com:22", "joe@example.com"],
    ["a@b.com@c.com", "a@b.com"],
  ])("without what stands around it: %s", (text, address) => {
    expect(found(text)).toEqual([address]);
  });
});

describe("no e-mail address is found in", () => {
  it.each([
    "joe@localhost",
    "react@18.2.0",
    "pkg@1.2.3",
    "joe@example.c",
    "joe@.com",
    "joe@-example.com",
    "joe@@example.com",
    "@example.com",
    "...@example.com",
    "joe @example.com",
    "joe@ example.com",
    "joe@\0example.com",
    "@Override public",
    "",
  ])("%j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
