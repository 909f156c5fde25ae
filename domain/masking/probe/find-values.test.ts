import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { materialOf, usable, ValueFinder } from "./find-values";

const VALUE = "Brakletovi@Zix-19";
const finder = new ValueFinder([VALUE], (value) => [`digest-of-${value.length}`]);
const shown = (...cells: readonly string[]) => ({ rows: [cells], texts: [] });
const formOf = (text: string, statement = "SELECT 1") => finder.find(shown(text), statement)?.form;
const bytes = Buffer.from(VALUE);

describe("a value is found", () => {
  it.each([
    ["plain", `<${VALUE}>`],
    ["other-case", VALUE.toUpperCase()],
    ["reversed", Array.from(VALUE).reverse().join("")],
    ["hex", `\\x00${bytes.toString("hex")}`],
    ["hex", bytes.toString("hex").toUpperCase()],
    ["base64", bytes.toString("base64")],
    ["base64", Buffer.from(`-${VALUE}-`).toString("base64")],
    ["base64", Buffer.from(`--${VALUE}`).toString("base64")],
    ["base64", bytes.toString("base64").replace(/(.{8})/, "$1\n")],
    ["url", encodeURIComponent(VALUE)],
    ["url", [...bytes].map((one) => `%${one.toString(16)}`).join("")],
    ["json", [...bytes].map((one) => `\\u00${one.toString(16)}`).join("")],
    ["octal", [...bytes].map((one) => `\\${one.toString(8).padStart(3, "0")}`).join("")],
    ["utf-16", Buffer.from(VALUE, "utf16le").toString("latin1")],
    ["digest", `digest-of-${VALUE.length}`],
    ["numbers", `{${[...bytes].join(",")}}`],
    ["spread", Array.from(VALUE).join(" ")],
  ])("as %s", (form, text) => expect(formOf(text)).toBe(form));

  it("in pieces: in the cells of a row, and in those of a column", () => {
    expect(finder.find(shown(VALUE.slice(0, 5), VALUE.slice(5)), "")?.form).toBe("plain");
    const rows = Array.from(VALUE, (one) => ["x1", one]);
    expect(finder.find({ rows, texts: [] }, "")?.form).toBe("plain");
  });

  it.each(["error", "notice", "column-name", "tag"] as const)("in the channel %s", (channel) => {
    const texts = [{ channel, text: `invalid: "${VALUE}"` }];
    expect(finder.find({ rows: [], texts }, "")).toEqual({ form: "plain", channel });
  });

  it("whatever it is and whatever stands around it", () => {
    const text = fc.string({ minLength: 4, maxLength: 60, unit: "grapheme" });
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (value, before, after) => {
        fc.pre(usable([value]).length === 1);
        const found = new ValueFinder([value], () => []).find(shown(before + value + after), "");
        expect(found?.channel).toBe("cells");
      }),
    );
  });
});

describe("a value is not found", () => {
  it("in what the statement says by itself", () => {
    expect(formOf(VALUE, `SELECT '${VALUE.toLowerCase()}'`)).toBeUndefined();
  });

  it("where only a part of it stands, or a placeholder", () => {
    expect(formOf("***letovi@Zix-19")).toBeUndefined();
    expect(formOf("[EMAIL]")).toBeUndefined();
    expect(formOf("")).toBeUndefined();
  });

  it("by chance: short digits are in every count", () => {
    expect(usable(["12345", "abc", "t", "  ab ", "123456", "abcd"])).toEqual(["123456", "abcd"]);
    const counted = new ValueFinder(["12345678"], () => []);
    const rows = Array.from({ length: 10 }, (_, place) => [String(place)]);
    expect(counted.find({ rows: rows.map(([one]) => ["x", `${one}.`]), texts: [] }, "")).toBeNull();
  });
});

describe("what there is to look for", () => {
  it.each([
    ["empty", []],
    ["only-null", [null, null]],
    ["too-short", ["t", "f", null]],
    ["too-few", ["true", "false", "true", "true"]],
    ["usable", ["abcdef", "ghijkl"]],
    ["usable", ["abcdef", null]],
    ["usable", ["abcdef", "ghijkl", "mnopqr", "abcdef"]],
  ] as const)("is %s", (material, cells) => expect(materialOf(cells)).toBe(material));
});
