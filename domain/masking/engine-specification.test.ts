import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MASKING_ATOMS } from "@/testing/masking-atoms";
import { customerRow, decoy, SeededRandom, spokenValue } from "@/testing/personal-data";
import type { Column } from "../rows/column";
import { encodeRow } from "../rows/row-format";
import { loadMaskingEngine } from "./engine";
import { maskRows, maskText } from "./mask-spec";
import type { MaskReportLine } from "./masker";
import { DEFAULT_MASKING_RULES, MASK_KINDS, type MaskKind } from "./masking-rule";
import { REPLACEMENTS, type Replacements } from "./replacements/replacement";

const makeMasker = await loadMaskingEngine();
const RUNS = 1_500;

const PROTECTED = new Map<string, MaskKind>([
  ...(["email", "ssn"] as const).map((kind) => [kind, kind] as const),
]);

function column(name: string, typeId = 25, isStored = false): Column {
  const protectedAs = PROTECTED.get(name) ?? null;
  return { name, type: "text", typeId, origin: null, protectedAs, isStored };
}

/** Any function of the bytes serves as the key's. */
const digest = (text: Uint8Array) => createHash("sha256").update(text).digest();

/** What both say of a text: bytes and counts. */
function expectSameText(
  text: Uint8Array,
  detectors: readonly MaskKind[] = MASK_KINDS,
  replacements?: Replacements,
): void {
  const replacing = replacements && { replacements, digest };
  const counted = new Map<string, number>();
  const specified = maskText(text, { kinds: detectors, replacing }, (kind) => {
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  });
  const masker = makeMasker({ ...DEFAULT_MASKING_RULES, detectors, replacements }, digest);
  expect(Buffer.from(masker.text(text)).toString("latin1")).toBe(
    Buffer.from(specified).toString("latin1"),
  );
  expect(new Map(masker.report().map(({ kind, count }) => [kind, count]))).toEqual(counted);
  masker.free(); // So that most of them are masked by an engine that has masked before.
}

function expectSameRows(
  columns: readonly Column[],
  block: Uint8Array,
  replacements?: Replacements,
): void {
  const masker = makeMasker({ ...DEFAULT_MASKING_RULES, replacements }, digest);
  const plans = masker.columns(columns);
  const counted = new Map<string, number>();
  const specified = maskRows(block, {
    ...{ plans, kinds: MASK_KINDS },
    replacing: replacements && { replacements, digest },
    count: (at, kind) => {
      const key = `${columns[at]?.name}:${kind}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    },
  });
  const masked = masker.rows(block);
  expect(masked.rowCount).toBe(specified.rowCount);
  expect(Buffer.from(masked.bytes).equals(specified.bytes)).toBe(true);
  expect(countsOf(masker.report())).toEqual(counted);
  masker.free();
}

function countsOf(lines: readonly MaskReportLine[]): ReadonlyMap<string, number> {
  return new Map(lines.map((line) => [`${line.column}:${line.kind}`, line.count]));
}

const seeded = <T>(make: (random: SeededRandom) => T) =>
  fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => make(new SeededRandom(seed)));
const textOf = (random: SeededRandom, kind: MaskKind) =>
  spokenValue(random, kind)
    .map((part) => part.text)
    .join("");
const value = seeded((random) => textOf(random, random.pick(MASK_KINDS)));
/** A value with a byte of it changed: it is right next to being one. */
const nearly = fc
  .tuple(value, fc.nat(), fc.constantFrom(...Array.from("0159 -.:/()+@xZ_'\\\0")))
  .map(
    ([text, at, byte]) =>
      text.slice(0, at % text.length) + byte + text.slice((at % text.length) + 1),
  );
const written = value.map((text) => `\\x${Buffer.from(text).toString("hex")}`);
const atoms = fc
  .array(fc.constantFrom(...MASKING_ATOMS), { maxLength: 40 })
  .map((parts) => parts.join(""));
const piece = fc.oneof(
  ...[value, nearly, written, atoms, seeded(decoy)].map((texts) =>
    texts.map((text) => Buffer.from(text)),
  ),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
  fc.nat(140).map((length) => Buffer.alloc(length, "x")),
);
const glue = fc.constantFrom(
  "",
  "",
  " ",
  ",",
  "\n",
  "-",
  ".",
  ":",
  "=",
  "a",
  "1",
  "_",
  "\\n",
  "\0",
  "é",
);
const hostileText = fc
  .array(fc.tuple(piece, glue), { maxLength: 8 })
  .map((parts) => Buffer.concat(parts.flatMap(([bytes, end]) => [bytes, Buffer.from(end)])));

const anyReplacements: fc.Arbitrary<Replacements> = fc.dictionary(
  fc.constantFrom(...MASK_KINDS),
  fc.constantFrom(...REPLACEMENTS),
);

/** A VAT number of a Dutch person: right by 97, which needs more than 32 bits, and most often not by 11. */
function dutchVat(number: number): string {
  const digits = String(number).padStart(9, "0");
  const base = BigInt(`2321${digits}1100`);
  const check = Array.from({ length: 97 }, (_, at) => at).find(
    (at) => (base + BigInt(at)) % 97n === 1n,
  );
  return `NL${digits}B${String(check).padStart(2, "0")}`;
}

describe("the engine gives the very bytes and counts of its specification", () => {
  it("for numbers whose check needs more than 32 bits", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (number) => {
        const text = Buffer.from(`VAT ${dutchVat(number)}.`);
        expectSameText(text);
        const masker = makeMasker(DEFAULT_MASKING_RULES);
        expect(Buffer.from(masker.text(text)).toString()).toBe("VAT [VAT].");
        masker.free();
      }),
    );
  });

  it("for texts of values, near misses, hex and random bytes", () => {
    fc.assert(
      fc.property(hostileText, (text) => expectSameText(text)),
      { numRuns: RUNS },
    );
  });

  it("for a login that starts with what parts other values", () => {
    for (const first of "./- :") expectSameText(Buffer.from(`a://${first}bob:pw@host`));
  });

  it("for any choice of kinds", () => {
    fc.assert(
      fc.property(hostileText, fc.subarray([...MASK_KINDS]), (text, kinds) =>
        expectSameText(text, kinds),
      ),
      { numRuns: RUNS / 5 },
    );
  });

  it("for any replacements of them", () => {
    fc.assert(
      fc.property(hostileText, anyReplacements, (text, replacements) =>
        expectSameText(text, MASK_KINDS, replacements),
      ),
      { numRuns: RUNS / 5 },
    );
  });

  it("for rows of any such cells, NULLs and plans", () => {
    const name = fc.constantFrom("a", "b", "email", "ssn", "c", "d");
    const columns = fc.array(
      fc
        .tuple(name, fc.constantFrom(25, 25, 20, 23, 1184), fc.boolean())
        .map(([text, type, isStored]) => column(text, type, isStored)),
      { minLength: 1, maxLength: 6 },
    );
    const cell = fc.option(hostileText, { freq: 4 });
    fc.assert(
      fc.property(
        columns,
        fc.option(anyReplacements, { nil: undefined }),
        fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 9 }),
        (described, replacements, rows) => {
          const block = Buffer.concat(
            rows.map((cells) => encodeRow(cells.slice(0, described.length))),
          );
          expectSameRows(described, block, replacements);
        },
      ),
      { numRuns: RUNS / 5 },
    );
  });

  it("for a value at every place of its 64 byte windows", () => {
    const random = new SeededRandom(11);
    for (const kind of MASK_KINDS) {
      for (let before = 0; before < 66; before += 1) {
        const text = textOf(random, kind);
        expectSameText(Buffer.from(`${"x".repeat(before)} ${text}`));
        expectSameText(Buffer.from(`${"1 ".repeat(before)}\n${text} ${text}`));
      }
    }
  });

  it("for numbers of persons on every day and on none, with every last sign", () => {
    const two = fc.nat(99).map((number) => String(number).padStart(2, "0"));
    const last = fc.constantFrom(...Array.from("0123456789X"));
    const forms = [
      (month: string, day: string) => `81${month}${day}-987`,
      (month: string, day: string) => `1981${month}${day}-987`,
      (month: string, day: string) => `64${month}${day}-323456`,
      (month: string, day: string) => `1101051949${month}${day}002`,
      (month: string, day: string) => `HEGG56${month}${day}MVZRRL0`,
    ];
    const number = fc
      .tuple(two, two, last, fc.constantFrom(...forms))
      .map(([month, day, sign, form]) => form(month, day) + sign);
    fc.assert(
      fc.property(number, (text) => expectSameText(Buffer.from(text))),
      { numRuns: 2 * RUNS },
    );
  });

  it("for a bank code of eleven behind its word, at every place of a window", () => {
    for (let before = 0; before < 66; before += 1) {
      expectSameText(Buffer.from(`${"x".repeat(before)} BIC DEUTDEFF500, BIC DEUTDEFF`));
    }
  });

  it("for cells whose lengths look like text", () => {
    for (const length of [0x2d, 0x2e, 0x31, 0x39, 0x40, 0x61, 0x3131, 0x3a3a]) {
      const cell = Buffer.alloc(length, "y");
      cell.write("123-45-6789 10.0.0.1 ", 0);
      expectSameRows([column("a"), column("b")], encodeRow([Buffer.from("12"), cell]));
      expectSameRows([column("a"), column("b")], encodeRow([cell, cell]));
    }
  });
});

describe("a failure", () => {
  it("is what engine and specification agree on, for any damage to a block", () => {
    const random = new SeededRandom(5);
    const block = Buffer.concat(
      [1, 2].map((id) => encodeRow(customerRow(random, id).map(({ text }) => Buffer.from(text)))),
    );
    const columns = customerRow(random, 3).map((_, at) => column(`c${at}`));
    fc.assert(
      fc.property(fc.nat(block.byteLength - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(block).fill(byte, at, at + 1);
        const masker = makeMasker(DEFAULT_MASKING_RULES);
        const plans = masker.columns(columns);
        const outcome = (work: () => Uint8Array) => {
          try {
            return Buffer.from(work()).toString("latin1");
          } catch (error) {
            return error instanceof RangeError ? "refused" : error;
          }
        };
        const specified = outcome(
          () => maskRows(damaged, { plans, kinds: MASK_KINDS, count: () => {} }).bytes,
        );
        expect(outcome(() => masker.rows(damaged).bytes)).toBe(specified);
      }),
      { numRuns: RUNS },
    );
  });
});
