import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeRow } from "../../rows/row-format";
import { loadMaskingEngine } from "../engine";
import type { MakeMasker } from "../masker";
import { type AnyKind, DEFAULT_MASKING_RULES, type MaskingRules } from "../masking-rule";
import type { CustomKindDefinition } from "./custom-kind";

let make: MakeMasker;
beforeAll(async () => {
  make = await loadMaskingEngine();
});

const KIND: CustomKindDefinition = {
  ...{ name: "employee-no", patterns: [], words: [], context: [], ignoreCase: false },
  replacement: "redact",
};
const kind = (part: Partial<CustomKindDefinition>): CustomKindDefinition => ({ ...KIND, ...part });
const rulesOf = (...custom: CustomKindDefinition[]): MaskingRules => ({
  ...DEFAULT_MASKING_RULES,
  custom,
});
const digest = (text: Uint8Array) => Buffer.concat([text, Buffer.alloc(32)]).subarray(-32);

function textOf(text: string | Uint8Array, ...custom: CustomKindDefinition[]): string {
  const masker = make(rulesOf(...custom), digest);
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const masked = Buffer.from(masker.text(bytes)).toString("latin1");
  masker.free();
  return Buffer.from(masked, "latin1").toString();
}

describe("a kind that a rule defines", () => {
  it("takes all of a text that is too large for its pattern, for a look cannot be broken off", () => {
    const broad = kind({ patterns: ["[a-z]{0,200}x1{0,200}"] });
    expect(textOf("a".repeat(512 * 1024), broad)).toBe("[EMPLOYEE-NO]");
    expect(textOf("a".repeat(1024), broad)).toBe("a".repeat(1024));
  });

  it("is found by its patterns and its words, and nothing else is touched", () => {
    const numbers = kind({ patterns: ["E-[0-9]{6}", "K[0-9]+"], words: ["Falcon"] });
    expect(textOf("see E-123456, K9 and Falcon.", numbers)).toBe(
      "see [EMPLOYEE-NO], [EMPLOYEE-NO] and [EMPLOYEE-NO].",
    );
    expect(textOf("e-123456 falcon", numbers)).toBe("e-123456 falcon");
    expect(textOf("e-123456 falcon", { ...numbers, ignoreCase: true })).toBe(
      "[EMPLOYEE-NO] [EMPLOYEE-NO]",
    );
  });

  it("counts with context only behind one of its words, whole, near and in the same line", () => {
    const numbers = kind({ patterns: ["[0-9]{5}"], context: ["employee", "Mitarbeiter"] });
    for (const text of ["Employee no. ", "mitarbeiter: ", '{"employee":"', "employee"]) {
      expect(textOf(`${text}12345`, numbers)).toBe(`${text}[EMPLOYEE-NO]`);
    }
    for (const text of ["", "order ", "employees ", "employee\n", `employee${" ".repeat(65)}`]) {
      expect(textOf(`${text}12345`, numbers)).toBe(`${text}12345`);
    }
  });

  it("is found in columns of any type, and by the column's name where it wants context", () => {
    const masker = make(rulesOf(kind({ patterns: ["[0-9]{5}"], context: ["employee"] })));
    const int4 = { type: "int4", typeId: 23, origin: null };
    const plans = masker.columns([
      { name: "employee_no", ...int4 },
      { name: "amount", ...int4 },
    ]);
    expect(plans.map(({ kind }) => kind)).toEqual(["scan", "scan"]);
    const row = encodeRow([Buffer.from("12345"), Buffer.from("12345")]);
    const masked = Buffer.from(masker.rows(row).bytes).toString();
    expect([masked.includes("[EMPLOYEE-NO]"), masked.endsWith("12345")]).toEqual([true, true]);
    expect(masker.report()).toEqual([
      { result: 0, column: "employee_no", kind: "custom:employee-no", count: 1 },
    ]);
  });

  it("is found in bytes that are written in hex, all of which are then gone", () => {
    const hex = Buffer.from("of E-123456!").toString("hex");
    const numbers = kind({ patterns: ["E-[0-9]{6}"] });
    expect(textOf(`a \\x${hex} b`, numbers)).toBe("a [EMPLOYEE-NO] b");
    expect(textOf("a \\x00ff b", numbers)).toBe("a \\x00ff b");
  });

  it("is shown as it says, but never more of it than that", () => {
    const shown = (replacement: CustomKindDefinition["replacement"]) =>
      textOf("E-123456 x", kind({ patterns: ["E-[0-9]{6,9}"], replacement }));
    expect(shown("partial")).toBe("[EMPLOYEE-NO] x");
    expect(textOf("E-1234567", kind({ patterns: ["E-[0-9]+"], replacement: "partial" }))).toBe(
      "*-***4567",
    );
    expect(shown("null")).toBe("[EMPLOYEE-NO] x");
    expect(shown("hash")).toMatch(/^\[EMPLOYEE-NO:[b-t]{20}\] x$/);
  });
});

describe("what overlaps", () => {
  const long = kind({ name: "case", patterns: ["C [^ ]+ [0-9]{3}"], replacement: "partial" });

  it("with a built-in value is one placeholder of the custom kind: no byte of either is left", () => {
    expect(textOf("for C eve@example.com 123 now", long)).toBe("for [CASE] now");
    expect(textOf("E-528-91-7734-SECRET", kind({ patterns: ["528-91-7734-SEC"] }))).toBe(
      "E-[EMPLOYEE-NO]RET",
    );
    expect(textOf("eve@example.com", kind({ patterns: ["com|example"] }))).toBe("[EMPLOYEE-NO]");
  });

  it("among custom kinds is one placeholder of the leftmost", () => {
    const second = kind({ name: "second", patterns: ["cdef"] });
    expect(textOf("abcdefg", kind({ patterns: ["bcd"] }), second)).toBe("a[EMPLOYEE-NO]g");
  });

  it("is never found in a placeholder, which is no text of the target", () => {
    const brackets = kind({ patterns: ["\\[EMAIL\\]", "MAI"] });
    expect(textOf("eve@example.com", brackets)).toBe("[EMAIL]");
  });
});

describe("a column that is masked as a custom kind", () => {
  const column = (as: AnyKind) => ({ schema: "*", table: "*", column: "badge", kind: as });
  const text = { type: "text", typeId: 25, origin: null, isStored: true };
  const masked = (replacement: CustomKindDefinition["replacement"], isStored = true) => {
    const rules = rulesOf(kind({ replacement }));
    const badge = { name: "badge", ...text, isStored, protectedAs: "custom:employee-no" as const };
    const masker = make({ ...rules, columns: [column("custom:employee-no")] }, digest);
    masker.columns([badge, { name: "mail", ...text }]);
    const row = encodeRow([Buffer.from("AB-12345678"), Buffer.from("eve@example.com")]);
    const rows = Buffer.concat([row, encodeRow([Buffer.alloc(0), null]), encodeRow([null, null])]);
    const bytes = Buffer.from(masker.rows(rows).bytes);
    return { bytes: bytes.toString("latin1"), report: masker.report() };
  };

  it("is masked whole, NULLs but, and counted", () => {
    const { bytes, report } = masked("redact");
    expect(bytes.split("[EMPLOYEE-NO]")).toHaveLength(3);
    expect(bytes).toContain("[EMAIL]");
    expect(bytes).not.toMatch(/AB|eve/);
    expect(report).toContainEqual({
      ...{ result: 0, column: "badge", kind: "custom:employee-no", count: 2 },
    });
  });

  it("shows a part only of what a table has", () => {
    expect(masked("partial").bytes).toContain("**-****5678");
    expect(masked("partial", false).bytes).not.toContain("5678");
    expect(masked("null").bytes).not.toContain("EMPLOYEE");
  });

  it("shows no part in which another kind finds something", () => {
    const shown = (as: AnyKind, words: readonly string[]) => {
      const other = kind({ name: "project", words });
      const patterns = as === "email" ? ["nowhere"] : ["[0-9]+"];
      const rules = rulesOf(kind({ patterns, replacement: "partial" }), other);
      const masker = make({ ...rules, replacements: { email: "partial" }, columns: [column(as)] });
      masker.columns([{ name: "badge", ...text, protectedAs: as }]);
      const row = encodeRow([Buffer.from("eve.12345678@falcon.example")]);
      return Buffer.from(masker.rows(row).bytes).toString("latin1").slice(11);
    };
    expect(shown("email", ["eagle"])).toBe("***@falcon.example");
    expect(shown("email", ["falcon"])).toBe("[PROJECT]");
    expect(shown("custom:employee-no", ["eagle"])).toBe("***.***************.***mple");
    expect(shown("custom:employee-no", ["mple"])).toBe("[EMPLOYEE-NO]");
  });

  it("of no definition masks nothing at all", () => {
    const rules = { ...DEFAULT_MASKING_RULES, columns: [column("custom:gone")] };
    expect(() => make(rules)).toThrow("a kind that no rule defines");
    expect(() => make({ ...rules, custom: [KIND] })).toThrow("a kind that no rule defines");
  });
});

describe("limits", () => {
  it("more matches than can be told apart make one of the whole text", () =>
    expect(textOf("a".repeat(2_000), kind({ patterns: ["a"], replacement: "partial" }))).toBe(
      "[EMPLOYEE-NO]",
    ));

  it("of a large text all is gone where a pattern matches, and nothing where none does", () => {
    const numbers = kind({ patterns: ["E-[0-9]{6}"], context: ["employee"] });
    const large = "a".repeat(256 * 1024);
    expect(textOf(`${large}E-123456`, numbers)).toBe("[EMPLOYEE-NO]");
    expect(textOf(`${large}E-12345`, numbers)).toBe(`${large}E-12345`);
  });

  it("a text that is too large is refused, and so is one when no time is left", () => {
    const large = new Uint8Array(1024 * 1024 + 1).fill(0x61);
    expect(() => textOf(large, kind({ patterns: ["b"] }))).toThrow(/more than 1048576 bytes/);
    const spent = () => {
      throw new RangeError("no time");
    };
    const masker = make(rulesOf(kind({ patterns: ["b"] })), null, spent);
    expect(() => masker.text(Buffer.from("b"))).toThrow("no time");
  });
});

/** Patterns that mean the same to RE2 and to JavaScript, on ASCII. */
const anyAtom = fc.constantFrom("a", "b", "[ab]", "[0-9]", "\\d", "[^a]", ".", "-", "x@y\\.com");
const anyPiece = fc
  .tuple(anyAtom, fc.constantFrom("", "+", "?", "{2}", "{1,3}"))
  .map(([atom, times]) => (times === "" ? atom : `(?:${atom})${times}`));
const anyPattern = fc
  .array(anyPiece, { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(""));
const anyText = fc
  .array(fc.constantFrom("a", "b", "-", "1", "2", " ", "x@y.com", "123-45-6789", "\n"), {
    maxLength: 30,
  })
  .map((parts) => parts.join(""));

describe("whatever the pattern", () => {
  it("no byte of a match is left, and bytes beside it are those that stood there", () =>
    fc.assert(
      fc.property(anyPattern, anyText, (pattern, text) => {
        if (new RegExp(pattern).test("")) return;
        const none = { ...DEFAULT_MASKING_RULES, detectors: [], columns: [] };
        const masker = make({ ...none, custom: [kind({ patterns: [pattern] })] });
        const masked = Buffer.from(masker.text(Buffer.from(text))).toString();
        masker.free();
        expect(masked).toBe(naive(pattern, text));
      }),
      { numRuns: 2_000 },
    ));

  it("beside the built-in kinds: what is left of the text is in no match of either", () =>
    fc.assert(
      fc.property(anyPattern, anyText, (pattern, text) => {
        if (new RegExp(pattern).test("")) return;
        const masked = textOf(text, kind({ patterns: [pattern] }));
        const left = masked.split(/\[(?:EMPLOYEE-NO|EMAIL|SSN|PHONE)\]/).join("");
        expect(left.length).toBeLessThanOrEqual(
          naive(pattern, text).split("[EMPLOYEE-NO]").join("").length,
        );
        expect(left).not.toContain("x@y.com");
      }),
      { numRuns: 1_000 },
    ));

  it("any text of a pattern either cannot be a kind or masks any bytes without a failure", () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.uint8Array({ maxLength: 60 }), (raw, bytes) => {
        const rules = rulesOf(kind({ patterns: [raw] }));
        let masker: ReturnType<MakeMasker>;
        try {
          masker = make(rules);
        } catch {
          return; // Refused when it is written.
        }
        expect(masker.text(bytes)).toBeInstanceOf(Uint8Array);
        const row = encodeRow([bytes, null]);
        const text = { type: "text", typeId: 25, origin: null };
        masker.columns([
          { name: "a", ...text },
          { name: "b", ...text },
        ]);
        expect(masker.rows(row).rowCount).toBe(1);
        masker.free();
      }),
      { numRuns: 1_000 },
    ));
});

/** Each match replaced, touching or not; what overlaps cannot be with one pattern. */
function naive(pattern: string, text: string): string {
  return text.replace(new RegExp(pattern, "g"), "[EMPLOYEE-NO]");
}
