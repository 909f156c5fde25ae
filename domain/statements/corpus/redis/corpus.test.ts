import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf, type StatementFacts, type StatementKind } from "../../facts";
import { strongest } from "../../postgres/kinds";
import { redisParser } from "../../redis/parser";
import { REDIS_CORPUS } from "./corpus";
import { DOUBTS } from "./doubts";

const kindOf = (facts: readonly StatementFacts[]): StatementKind =>
  strongest(facts.map(({ kind }) => kind));
const named = REDIS_CORPUS.map((entry) => [entry.sql, entry.because, entry] as const);

describe("the corpus of Redis", () => {
  it("has each text once, and enough of them", () => {
    expect(new Set(REDIS_CORPUS.map(({ sql }) => sql)).size).toBe(REDIS_CORPUS.length);
    expect(REDIS_CORPUS.length).toBeGreaterThanOrEqual(150);
  });
});

describe("what a command truly does is what the facts say, or they say that nobody knows", () => {
  it.each(named)("%j: %s", (text, _, { truth, outside }) => {
    const facts = factsOf(redisParser, text);
    if (truth === "read") expect(kindOf(facts)).toBe("read");
    else if (truth === "error") expect(kindOf(facts)).not.toBe("read");
    else expect([truth, "unknown"]).toContain(kindOf(facts));
    if (kindOf(facts) !== "unknown") expect(facts.some((one) => one.outside)).toBe(outside);
  });
});

describe("what touches every key is told", () => {
  it.each(named.filter(([, , { rows }]) => rows === "every"))("%j: %s", (text) => {
    const facts = factsOf(redisParser, text);
    const isTold = kindOf(facts) === "unknown" || facts.some(({ everyRow }) => everyRow);
    expect(isTold).toBe(true);
  });
});

describe("code that nobody has read is of unknown effect", () => {
  it.each(DOUBTS.map(({ sql }) => sql))("%j", (text) =>
    expect(kindOf(factsOf(redisParser, text))).toBe("unknown"),
  );
});

describe("whatever is sent", () => {
  const pieces = fc.oneof(
    fc.constantFrom(...REDIS_CORPUS.map(({ sql }) => sql)),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("'", '"', "\\", "\n", "\r", '"\\x44EL"', "\u000b", "STORE", "AUTH", "*1"),
  );
  it("is answered, with places inside the text", () =>
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const text = parts.join(" ");
        for (const { start, end, endByte } of factsOf(redisParser, text)) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(endByte).toBe(new TextEncoder().encode(text.slice(0, end)).byteLength);
        }
      }),
      { numRuns: 500 },
    ));
  it("does the same in quotes, by numbers and in either case", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...["GET a", "DEL a", "CONFIG SET x y", "SORT l STORE d", "EVAL x 0"]),
        fc.constantFrom(quoted, numbered, (text: string) => text.toLowerCase()),
        (text, disguise) => {
          const kinds = (one: string) => factsOf(redisParser, one).map(({ kind }) => kind);
          expect(kinds(disguise(text))).toEqual(kinds(text));
        },
      ),
    ));
});

const eachWord = (text: string, change: (word: string) => string) =>
  text.split(" ").map(change).join(" ");
function quoted(text: string): string {
  return eachWord(text, (word) => `'${word}'`);
}
function numbered(text: string): string {
  return eachWord(text, (word) => {
    const numbers = [...word].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`);
    return `"${numbers.join("")}"`;
  });
}
