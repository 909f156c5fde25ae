import { describe, expect, it } from "vitest";
import { readRecords } from "./records";

/** The same text in one piece and byte by byte: a network cuts anywhere. */
async function read(text: string) {
  const bytes = Buffer.from(text);
  const whole = await readRecords(pieces([bytes]));
  const cut = await readRecords(pieces([...bytes].map((byte) => Uint8Array.of(byte))));
  expect(cut).toEqual(whole);
  return whole;
}

async function* pieces(chunks: readonly Uint8Array[]) {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

describe("counting the records of a peer's answer", () => {
  it("counts a last record with and without its line end", async () => {
    expect(await read("id,note\r\n1,a\r\n2,b\r\n")).toEqual({ count: 3, last: "2,b" });
    expect(await read("id,note\r\n1,a\r\n2,b")).toEqual({ count: 3, last: "2,b" });
  });

  it("takes a quoted line end as part of its cell", async () => {
    const text = '1,"a\r\nb"\r\n2,"say ""yes""\nor no"\r\n';
    expect(await read(text)).toEqual({ count: 2, last: '2,"say ""yes""\nor no"' });
  });

  it("finds nothing in an empty body", async () => {
    expect(await read("")).toEqual({ count: 0, last: "" });
  });
});
