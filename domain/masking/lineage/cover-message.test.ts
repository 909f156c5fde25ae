import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverMessage, isPlainState } from "./cover-message";

const STATEMENT = "SELECT email::int, emial FROM customers WHERE id = 'abc'";

describe("what a target says", () => {
  it.each([
    ['column "emial" does not exist', 'column "emial" does not exist'],
    ['column "zzz" does not exist', 'column "…" does not exist'],
    ["column customers.emial does not exist", "column customers.emial does not exist"],
    ["column velvet does not exist", "column … does not exist"],
    [
      'invalid input syntax for type integer: "abc"',
      'invalid input syntax for type integer: "abc"',
    ],
    [
      'invalid input syntax for type integer: "velvet"',
      'invalid input syntax for type integer: "…"',
    ],
    ['invalid input syntax for type integer: ""', 'invalid input syntax for type integer: "…"'],
    ["operator does not exist: integer + text", "operator does not exist: integer + text"],
    ["operator does not exist: velvet", "operator does not exist: …"],
    ["division by zero", "division by zero"],
    ["division by zero velvet", null],
    ["velvet", null],
    ["Key (email)=(velvet) already exists.", null],
    ["Failing row contains (1, velvet).", null],
    ["", null],
  ])("%s", (message, shown) => {
    expect(coverMessage(message, STATEMENT)).toBe(shown);
  });

  it("never shows a word that the person did not type, wherever it stands", () => {
    const word = fc.stringMatching(/^[a-z]{8,12}$/).filter((one) => !STATEMENT.includes(one));
    const around = fc.constantFrom(
      ...['column "@" does not exist', "@", "operator does not exist: @", 'relation "@', "a\n@"],
      ...['invalid input syntax for type @: "@"', "function @(integer) does not exist"],
    );
    fc.assert(
      fc.property(around, word, (text, secret) => {
        const shown = coverMessage(text.replaceAll("@", secret), STATEMENT) ?? "";
        fc.pre(!text.replaceAll("@", "").includes(secret));
        expect(shown).not.toContain(secret);
      }),
    );
  });

  it("has states that are PostgreSQL's own, and not others", () => {
    expect(["42703", "22P02", "VELVE", "", "00000"].map(isPlainState)).toEqual([
      ...[true, true, false, false, true],
    ]);
  });
});
