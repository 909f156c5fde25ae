import { describe, expect, it } from "vitest";
import {
  CUSTOMER_COLUMNS,
  customerRow,
  decoy,
  logLine,
  SeededRandom,
  spokenValue,
} from "@/testing/personal-data";
import { MASK_KINDS, type MaskKind } from "./masking-rule";
import { findSpans } from "./scan-spec";

/** The spans as `kind:text`. */
function found(text: string, kinds: readonly MaskKind[] = MASK_KINDS): readonly string[] {
  const bytes = Buffer.from(text, "latin1");
  return findSpans(bytes, kinds).map(
    ({ start, end, kind }) => `${kind}:${bytes.toString("latin1", start, end)}`,
  );
}

const hex = (text: string) => `\\x${Buffer.from(text).toString("hex")}`;

describe("of overlapping values", () => {
  it("the leftmost is taken", () => {
    expect(found("+49 151 23456789@example.com")).toEqual(["phone:+49 151 23456789"]);
    expect(found("a@b.com@c.com")).toEqual(["email:a@b.com"]);
  });

  it("the longest at one place is taken", () => {
    expect(found("4111111111111111@example.com")).toEqual(["email:4111111111111111@example.com"]);
    expect(found("123-45-6789.x@example.com")).toEqual(["email:123-45-6789.x@example.com"]);
    expect(found("::ffff:10.0.0.1")).toEqual(["ip:::ffff:10.0.0.1"]);
  });

  it("a switched-off kind leaves its place to another", () => {
    expect(found("4111111111111111@example.com", ["card"])).toEqual(["card:4111111111111111"]);
    expect(found("4111111111111111@example.com", ["ssn"])).toEqual([]);
    expect(found("joe@example.com", [])).toEqual([]);
  });

  it("the search goes on right behind the one taken", () => {
    expect(found("123-45-6789,4111111111111111;joe@example.com 10.0.0.1")).toEqual([
      ...["ssn:123-45-6789", "card:4111111111111111", "email:joe@example.com", "ip:10.0.0.1"],
    ]);
  });
});

describe("bytes written as hex digits", () => {
  it("are one span of the kind of their first value", () => {
    const written = hex("a 10.0.0.1 and joe@example.com");
    expect(found(`b ${written} c`)).toEqual([`ip:${written}`]);
    expect(found(written.toUpperCase().replace("\\X", "\\x"))).toHaveLength(1);
  });

  it("take an odd last digit with them", () => {
    expect(found(`${hex("joe@example.com")}a`)).toEqual([`email:${hex("joe@example.com")}a`]);
  });

  it("stay when they hold nothing, so that what stands in them is searched as it is", () => {
    expect(found(hex("nothing here"))).toEqual([]);
    expect(found("\\x@example.com")).toEqual(["email:x@example.com"]);
  });

  it("are found behind a doubled backslash, as COPY writes them", () => {
    expect(found(`\\${hex("joe@example.com")}`)).toEqual([`email:${hex("joe@example.com")}`]);
  });

  it("are not decoded twice", () => {
    expect(found(hex(hex("joe@example.com")))).toEqual([]);
  });
});

describe("the labelled set", () => {
  const random = new SeededRandom(7);

  it("has every value of every kind found whole", () => {
    for (const kind of MASK_KINDS) {
      for (let index = 0; index < 400; index += 1) {
        const pieces = spokenValue(random, kind);
        const [text, value] = [pieces, pieces.slice(1, 2)].map((some) =>
          Buffer.from(some.map((piece) => piece.text).join("")).toString("latin1"),
        );
        expect([text, found(text ?? "")]).toEqual([text, [`${kind}:${value}`]]);
      }
    }
  });

  it("has nothing found in any of its decoys", () => {
    for (let index = 0; index < 4_000; index += 1) {
      const text = decoy(random);
      expect([text, found(text)]).toEqual([text, []]);
    }
  });

  it("has exactly its personal cells found in customer rows", () => {
    for (let id = 0; id < 300; id += 1) {
      const row = customerRow(random, id);
      expect(row).toHaveLength(CUSTOMER_COLUMNS.length);
      for (const { text, kind } of row) {
        const value = Buffer.from(text).toString("latin1");
        expect([value, found(value)]).toEqual([value, kind === null ? [] : [`${kind}:${value}`]]);
      }
    }
  });

  it("has exactly its personal values found in lines of a log", () => {
    for (let index = 0; index < 500; index += 1) {
      const line = logLine(random, index % 3 === 0 ? null : random.pick(MASK_KINDS));
      const expected = line
        .filter(({ kind }) => kind !== null)
        .map(({ text, kind }) => `${kind}:${Buffer.from(text).toString("latin1")}`);
      const text = Buffer.from(line.map((piece) => piece.text).join("")).toString("latin1");
      expect(found(text)).toEqual(expected);
    }
  });

  it("is the same for the same seed", () => {
    const rows = [1, 2].map(() => customerRow(new SeededRandom(42), 1));
    expect(rows[0]).toEqual(rows[1]);
    expect(customerRow(new SeededRandom(43), 1)).not.toEqual(rows[0]);
  });
});
