import { describe, expect, it } from "vitest";
import { loadStatementParser } from "../engine";
import { factsOf, type StatementFacts, type StatementKind, type WhereFact } from "../facts";
import { strongest } from "../postgres/kinds";
import { gravest } from "../postgres/where";
import { LOOKS_BOUNDED, LOOKS_LIKE_A_READ } from "./beyond";
import { POSTGRES_CORPUS } from "./corpus";

const parser = await loadStatementParser();

/** As somebody must take it who lets only plain reads pass. */
function verdictOf(facts: readonly StatementFacts[]): StatementKind {
  const kind = strongest(facts.map((one) => one.kind));
  const isSure = facts.every(({ unknownCalls }) => unknownCalls.length === 0);
  return kind === "read" && !isSure ? "unknown" : kind;
}

function whereOf(facts: readonly StatementFacts[]): WhereFact | null {
  return facts.reduce<WhereFact | null>((worst, { where }) => gravest(worst, where), null);
}

const named = POSTGRES_CORPUS.map((entry) => [entry.sql, entry.because, entry] as const);

describe("the corpus", () => {
  it("has each statement once, and enough of them", () => {
    expect(new Set(POSTGRES_CORPUS.map(({ sql }) => sql)).size).toBe(POSTGRES_CORPUS.length);
    expect(POSTGRES_CORPUS.length).toBeGreaterThanOrEqual(300);
  });
});

describe("what a statement truly does is what the facts say, or they say that nobody knows", () => {
  it.each(named)("%j: %s", (sql, _, { truth, outside }) => {
    const facts = factsOf(parser, sql);
    if (truth === "read") expect(strongest(facts.map(({ kind }) => kind))).toBe("read");
    else if (truth === "error") expect(verdictOf(facts)).toBe("unknown");
    else expect([truth, "unknown"]).toContain(verdictOf(facts));
    if (verdictOf(facts) !== "unknown") expect(facts.some((one) => one.outside)).toBe(outside);
  });
});

describe("a write of every row is never taken for a bounded one", () => {
  it.each(named.filter(([, , { rows }]) => rows === "every"))("%j: %s", (sql) => {
    const facts = factsOf(parser, sql);
    if (verdictOf(facts) === "unknown") return expect(whereOf(facts)).not.toBe("given");
    expect(facts.some(({ everyRow }) => everyRow)).toBe(true);
    expect(whereOf(facts)).not.toBe("given");
  });
});

describe("a write of some rows is not taken for one of all", () => {
  it.each(named.filter(([, , { rows }]) => rows === "some"))("%j: %s", (sql) => {
    const facts = factsOf(parser, sql);
    expect(whereOf(facts)).toBe("given");
    expect(facts.some(({ everyRow }) => everyRow)).toBe(false);
  });
});

describe("the known limits of a text without its catalogue", () => {
  it.each(LOOKS_LIKE_A_READ.map(({ sql }) => sql))("%s still looks like a read", (sql) =>
    expect(verdictOf(factsOf(parser, sql))).toBe("read"),
  );
  it.each(LOOKS_BOUNDED.map(({ sql }) => sql))("%s still looks bounded", (sql) =>
    expect(whereOf(factsOf(parser, sql))).toBe("given"),
  );
});
