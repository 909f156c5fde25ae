import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf, type StatementFacts, type StatementKind, type WhereFact } from "../../facts";
import { mysqlParser } from "../../mysql/parser";
import { strongest } from "../../postgres/kinds";
import { gravest } from "../../postgres/where";
import { LOOKS_BOUNDED } from "./beyond";
import { MYSQL_CORPUS } from "./corpus";
import { DOUBTS } from "./doubts";

/** As somebody must take it who lets only plain reads pass. */
function verdictOf(facts: readonly StatementFacts[]): StatementKind {
  const kind = strongest(facts.map((one) => one.kind));
  const isSure = facts.every(({ unknownCalls }) => unknownCalls.length === 0);
  return kind === "read" && !isSure ? "unknown" : kind;
}

function whereOf(facts: readonly StatementFacts[]): WhereFact | null {
  return facts.reduce<WhereFact | null>((worst, { where }) => gravest(worst, where), null);
}

const named = MYSQL_CORPUS.map((entry) => [entry.sql, entry.because, entry] as const);

describe("the corpus of MySQL", () => {
  it("has each statement once, and enough of them", () => {
    expect(new Set(MYSQL_CORPUS.map(({ sql }) => sql)).size).toBe(MYSQL_CORPUS.length);
    expect(MYSQL_CORPUS.length).toBeGreaterThanOrEqual(200);
  });
});

describe("what a statement truly does is what the facts say, or they say that nobody knows", () => {
  it.each(named)("%j: %s", (sql, _, { truth, outside }) => {
    const facts = factsOf(mysqlParser, sql);
    if (truth === "read") expect(strongest(facts.map(({ kind }) => kind))).toBe("read");
    else if (truth === "error") expect(verdictOf(facts)).not.toBe("read");
    else expect([truth, "unknown"]).toContain(verdictOf(facts));
    if (verdictOf(facts) !== "unknown" && truth !== "error") {
      expect(facts.some((one) => one.outside)).toBe(outside);
    }
  });
});

describe("a write of every row is never taken for a bounded one", () => {
  it.each(named.filter(([, , { rows }]) => rows === "every"))("%j: %s", (sql) => {
    const facts = factsOf(mysqlParser, sql);
    expect(whereOf(facts)).not.toBe("given");
    if (verdictOf(facts) !== "unknown") expect(facts.some((one) => one.everyRow)).toBe(true);
  });
});

describe("a write of some rows is not taken for one of all", () => {
  it.each(named.filter(([, , { rows }]) => rows === "some"))("%j: %s", (sql) => {
    const facts = factsOf(mysqlParser, sql);
    expect(whereOf(facts)).toBe("given");
    expect(facts.some(({ everyRow }) => everyRow)).toBe(false);
  });
});

describe("what only a setting or a version of the server tells is of unknown effect", () => {
  it.each(DOUBTS.map(({ sql }) => sql))("%j", (sql) =>
    expect(verdictOf(factsOf(mysqlParser, sql))).toBe("unknown"),
  );
});

describe("the known limits of a text without its catalogue", () => {
  it.each(LOOKS_BOUNDED.map(({ sql }) => sql))("%s still looks bounded", (sql) =>
    expect(whereOf(factsOf(mysqlParser, sql))).toBe("given"),
  );
});

describe("whatever is sent", () => {
  const pieces = fc.oneof(
    fc.constantFrom(...MYSQL_CORPUS.map(({ sql }) => sql)),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("/*!", "*/", "/*M!100000", "'", '"', "`", "\\", ";", "(", ")", "--", "#", "\n"),
  );
  it("is answered, with places inside the text", () =>
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const text = parts.join(" ");
        for (const { start, end, endByte } of factsOf(mysqlParser, text)) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(endByte).toBe(new TextEncoder().encode(text.slice(0, end)).byteLength);
        }
      }),
      { numRuns: 500 },
    ));
  it("does the same with a comment in front of it or behind it", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...MYSQL_CORPUS.filter(({ truth }) => truth !== "error")),
        fc.constantFrom("/* x; */", "# y;\n"),
        (entry, comment) => {
          const kinds = (text: string) =>
            factsOf(mysqlParser, text).map(({ kind, where }) => [kind, where]);
          expect(kinds(`${comment}${entry.sql}`)).toEqual(kinds(entry.sql));
          expect(kinds(`${entry.sql}\n${comment}`)).toEqual(kinds(`${entry.sql}\n`));
        },
      ),
      { numRuns: 300 },
    ));
});
