import { describe, expect, it } from "vitest";
import { MASK_KINDS } from "../masking-rule";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, MASK_KINDS).map(
    ({ start, end, kind }) => `${kind} ${bytes.toString("utf8", start, end)}`,
  );
}

describe("user and password of a URL", () => {
  it.each([
    ["postgres://app:s3cret@db.internal:5432/shop", "app:s3cret"],
    ['url="https://bob:pw@example.com/?a=b@c"', "bob:pw"],
    ["redis://:s3cret@cache/0", ":s3cret"],
    ["amqp://app:p@ss:w@rd@queue", "app:p@ss:w@rd"],
    ["https://bob@corp.example:pw@proxy.example", "bob@corp.example:pw"],
    ["https://jörg:geheim@host", "jörg:geheim"],
  ])("are found in %s, and the host is not", (text, login) => {
    expect(found(text)).toEqual([`login ${login}`]);
  });

  it.each([
    "https://example.com:8080/a",
    "https://bob@host",
    "https://bob:@host",
    "://bob:pw@host",
    "//bob:pw@host",
    "https://host:80/a:b@c",
    "https://host:80 a:b@c",
  ])("are not in %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
