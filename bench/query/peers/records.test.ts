import { describe, expect, it } from "vitest";
import { type RecordForm, readRecords } from "./records";

/** The same text in one piece and byte by byte: a network cuts anywhere. */
async function read(text: string, form: RecordForm) {
  const bytes = Buffer.from(text);
  const whole = await readRecords(pieces([bytes]), form);
  const cut = await readRecords(pieces([...bytes].map((byte) => Uint8Array.of(byte))), form);
  expect(cut).toEqual(whole);
  return whole;
}

async function* pieces(chunks: readonly Uint8Array[]) {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

describe("counting the records of a peer's answer", () => {
  it("counts a last record with and without its line end", async () => {
    expect(await read("id,note\r\n1,a\r\n2,b\r\n", "csv")).toEqual({ count: 3, last: "2,b" });
    expect(await read("id,note\r\n1,a\r\n2,b", "csv")).toEqual({ count: 3, last: "2,b" });
  });

  it("takes a quoted line end as part of its cell", async () => {
    const text = '1,"a\r\nb"\r\n2,"say ""yes""\nor no"\r\n';
    expect(await read(text, "csv")).toEqual({ count: 2, last: '2,"say ""yes""\nor no"' });
  });

  it("takes a quote in JSON as any other byte", async () => {
    const text = '{"note":"5\\" pipe"}\n{"id":2}\n';
    expect(await read(text, "json-lines")).toEqual({ count: 2, last: '{"id":2}' });
  });

  it("finds nothing in an empty body", async () => {
    expect(await read("", "csv")).toEqual({ count: 0, last: "" });
  });
});
