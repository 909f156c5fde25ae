import { createCipheriv, createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeHead,
  encodeHead,
  type Hash,
  type RecordCipher,
  type RecordingHead,
  sealRecord,
} from "./recording-format";
import { RecordingParser } from "./recording-parser";

const hash: Hash = (parts) => {
  const sha = createHash("sha256");
  for (const part of parts) sha.update(part);
  return sha.digest();
};
/** What a server hands in is tested there; here any keystream will do. */
const cipher: RecordCipher = ({ salt, record, skipBytes }, parts) => {
  const counter = Buffer.alloc(16);
  counter.set(salt);
  counter.writeUInt32BE(record, 8);
  const stream = createCipheriv("aes-256-ctr", Buffer.alloc(32, 7), counter);
  stream.update(new Uint8Array(skipBytes));
  return parts.map((part) => stream.update(part));
};
const seal = { hash, cipher };
const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const keyBox = Buffer.of(9, 9, 9);

const head: RecordingHead = {
  ...{ sessionId: "ses_1", startedAt: "2030-01-01T00:00:00.000Z", format: "frames-1" },
  facts: { ownerName: "Åda", correlationId: null, connectionVersion: 3 },
};

interface Given {
  readonly frame: Uint8Array;
  readonly timeMs: number;
}
const someRecords = fc.array(
  fc.record({ frame: fc.uint8Array({ maxLength: 40 }), timeMs: fc.nat() }),
  { minLength: 1, maxLength: 8 },
);

/** The bytes of a file, and where each record starts. */
function fileOf(records: readonly Given[]) {
  const opened = encodeHead({ head, keyBox }, hash);
  const parts: Uint8Array[] = [opened.bytes];
  const starts: number[] = [];
  let { at } = opened;
  for (const record of records) {
    starts.push(at.byte);
    const { prefix, body, next } = sealRecord(at, { ...record, salt }, seal);
    parts.push(prefix, ...body);
    at = next;
  }
  return { bytes: Buffer.concat(parts), starts: [...starts, at.byte], at };
}

function read(bytes: Uint8Array, piece = bytes.byteLength) {
  const found = decodeHead(bytes, hash);
  if (found === null) return { records: [], damage: null, headless: true };
  const parser = new RecordingParser(found.at, seal);
  const records: Given[] = [];
  for (let at = found.at.byte; at < bytes.byteLength; at += piece) {
    for (const { frame, timeMs } of parser.push(bytes.subarray(at, at + piece))) {
      records.push({ frame: Uint8Array.from(frame), timeMs });
    }
  }
  return { records, damage: parser.end(), headless: false };
}

describe("a recording", () => {
  it("gives back its head and the box of its key", () =>
    expect(decodeHead(fileOf([]).bytes, hash)).toMatchObject({ head, keyBox }));

  it("holds no frame and no hash as they are", () => {
    const frame = new TextEncoder().encode("SELECT 1 FROM customers");
    const { bytes, at } = fileOf([{ frame, timeMs: 0 }]);
    expect(bytes.includes(Buffer.from(frame))).toBe(false);
    expect(bytes.includes(Buffer.from(at.hash))).toBe(false);
  });

  it("has the same chain whatever box its key lies in", () => {
    const one = encodeHead({ head, keyBox }, hash);
    const other = encodeHead({ head, keyBox: Uint8Array.of(1, 2, 3, 4) }, hash);
    expect(other.at.hash).toEqual(one.at.hash);
    expect(other.bytes).not.toEqual(one.bytes);
  });

  it("gives back every record, whatever the size of the pieces it is read in", () =>
    fc.assert(
      fc.property(someRecords, fc.integer({ min: 1, max: 50 }), (records, piece) => {
        const { bytes } = fileOf(records);
        expect(read(bytes, piece)).toEqual({ records, damage: null, headless: false });
      }),
    ));

  it("cut at any byte gives a true prefix and says that it was cut", () =>
    fc.assert(
      fc.property(someRecords, fc.nat(), (records, cut) => {
        const { bytes, starts } = fileOf(records);
        const length = cut % bytes.byteLength;
        const result = read(bytes.subarray(0, length));
        const whole = starts.filter((start) => start <= length).length - 1;
        if (length < (starts[0] ?? 0)) expect(result.headless).toBe(true);
        else expect(result.records).toEqual(records.slice(0, whole));
        const atBoundary = starts.includes(length);
        if (!result.headless && !atBoundary) {
          expect(result.damage).toMatchObject({ because: "cut-off", record: whole });
        }
      }),
    ));

  it("shows which record a changed bit is in, and gives nothing from there on", () =>
    fc.assert(
      fc.property(someRecords, fc.nat(), fc.integer({ min: 0, max: 7 }), (records, where, bit) => {
        const { bytes, starts } = fileOf(records);
        const first = starts[0] ?? 0;
        const at = first + (where % (bytes.byteLength - first));
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const hit = starts.filter((start) => start <= at).length - 1;
        const result = read(changed);
        expect(result.records).toEqual(records.slice(0, hit));
        expect(result.damage).toMatchObject({ record: hit, byte: starts[hit] });
      }),
    ));

  it("shows a changed head at its first record", () => {
    const { bytes } = fileOf([{ frame: Uint8Array.of(1), timeMs: 0 }]);
    const changed = Uint8Array.from(bytes);
    const at = Buffer.from(bytes).indexOf("ses_1");
    changed[at + 4] = 0x32;
    expect(read(changed).damage).toMatchObject({ record: 0, because: "hash-differs" });
  });

  it("shows a record that was taken out before the last", () =>
    fc.assert(
      fc.property(someRecords, fc.nat(), (records, which) => {
        fc.pre(records.length > 1);
        const { bytes, starts } = fileOf(records);
        const out = which % (records.length - 1);
        const rest = Buffer.concat([
          bytes.subarray(0, starts[out]),
          bytes.subarray(starts[out + 1]),
        ]);
        expect(read(rest).records).toEqual(records.slice(0, out));
        expect(read(rest).damage?.record).toBe(out);
      }),
    ));

  it("shows two records that changed places", () => {
    const records = [1, 2, 3].map((byte) => ({ frame: Uint8Array.of(byte), timeMs: byte }));
    const { bytes, starts } = fileOf(records);
    const [a = 0, b = 0, c = 0, d = 0] = starts;
    const parts = [bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b)];
    const swapped = Buffer.concat([...parts, bytes.subarray(c, d)]);
    expect(read(swapped)).toMatchObject({ records: [], damage: { record: 0 } });
  });

  it("refuses a length that no frame may have before it waits for its bytes", () => {
    const { bytes, starts } = fileOf([{ frame: Uint8Array.of(1), timeMs: 0 }]);
    const changed = Uint8Array.from(bytes);
    changed.fill(0xff, starts[0], (starts[0] ?? 0) + 4);
    expect(read(changed).damage?.because).toBe("length-impossible");
  });

  it.each(["", "GHREC3\r\n\0\0\0\0", "GHREC4\n\0\0\0\0\0"])("is not what begins with %j", (text) =>
    expect(decodeHead(Buffer.from(text), hash)).toBeNull(),
  );
});
