import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sqlTokens } from "./sql-tokens";

const kinds = (sql: string) =>
  sqlTokens(sql)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => `${kind} ${text}`);

describe("a statement in colours", () => {
  it("is the statement, sign by sign", () => {
    const piece = fc.constantFrom("'", '"', "$", "$$", "--", "/*", "*/", "\n", "a", "1", "é", " ");
    const texts = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(piece).map((p) => p.join("")),
    );
    fc.assert(
      fc.property(texts, (sql) => {
        expect(
          sqlTokens(sql)
            .map(({ text }) => text)
            .join(""),
        ).toBe(sql);
      }),
    );
  });

  it("tells keywords, texts, numbers and comments apart", () =>
    expect(kinds("UPDATE users SET n = 12 WHERE name = 'it''s' -- where")).toEqual([
      "keyword UPDATE",
      "keyword SET",
      "number 12",
      "keyword WHERE",
      "text 'it''s'",
      "comment -- where",
    ]));

  it("takes what is quoted for what it is", () =>
    expect(kinds('SELECT "from", $a$ delete $a$ /* drop */')).toEqual([
      "keyword SELECT",
      "text $a$ delete $a$",
      "comment /* drop */",
    ]));
});
