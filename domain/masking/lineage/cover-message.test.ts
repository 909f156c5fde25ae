import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverMessage, isPlainState } from "./cover-message";

const STATEMENT = "SELECT email::int, emial FROM customers WHERE id = 'abc'";

function cover(message: string, change: { position?: number; namesAreTyped?: boolean } = {}) {
  const { position = null, namesAreTyped = true } = change;
  return coverMessage({ message, position }, { statement: STATEMENT, namesAreTyped });
}

describe("what a target says", () => {
  it.each([
    ['column "emial" does not exist', 'column "emial" does not exist'],
    ['column "zzz" does not exist', 'column "…" does not exist'],
    ["column customers.emial does not exist", "column customers.emial does not exist"],
    ["column velvet does not exist", "column … does not exist"],
    ['invalid input syntax for type integer: "abc"', 'invalid input syntax for type integer: "…"'],
    [
      'invalid input syntax for type integer: "x: "abc"',
      'invalid input syntax for type integer: "…"',
    ],
    ['invalid input syntax for type abc: "x"', 'invalid input syntax for type …: "…"'],
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
    expect(cover(message)).toBe(shown);
  });

  it("shows a value only where the target points to it in the statement", () => {
    const message = 'invalid input syntax for type integer: "abc"';
    const place = STATEMENT.indexOf("'abc'") + 1;
    expect(cover(message, { position: place })).toBe(message);
    for (const position of [1, place - 1, place + 2, 10_000]) {
      expect(cover(message, { position })).toBe('invalid input syntax for type integer: "…"');
    }
  });

  it("shows a name of a text that nobody sees only where the target points to it", () => {
    const message = 'column "emial" does not exist';
    const hidden = { namesAreTyped: false };
    expect(cover(message, hidden)).toBe('column "…" does not exist');
    const position = STATEMENT.indexOf("emial") + 1;
    expect(cover(message, { ...hidden, position })).toBe(message);
    // Names of types could spell a value too.
    expect(cover("operator does not exist: integer + text", hidden)).toBe(
      "operator does not exist: …",
    );
  });

  it("never shows a word that the person did not type, wherever it stands", () => {
    const word = fc.stringMatching(/^[a-z]{8,12}$/).filter((one) => !STATEMENT.includes(one));
    const around = fc.constantFrom(
      ...['column "@" does not exist', "@", "operator does not exist: @", 'relation "@', "a\n@"],
      ...['invalid input syntax for type @: "@"', "function @(integer) does not exist"],
    );
    fc.assert(
      fc.property(around, word, (text, secret) => {
        const shown = cover(text.replaceAll("@", secret)) ?? "";
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
