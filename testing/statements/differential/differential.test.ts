import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { loadStatementParser } from "@/domain/statements/engine";
import { factsOf } from "@/domain/statements/facts";
import { seededRandom } from "../../seeded-random";
import { disagreements } from "./disagreements";
import { StatementGrammar } from "./grammar";
import type { Observation, PlanNames } from "./observe";
import { runDifferential } from "./run-differential";

const parser = await loadStatementParser();
const SEED = Number(process.env["STATEMENTS_SEED"] ?? 20_261_128);
const RUN_MS_MAX = 240_000;
const hasSqlsmith = spawnSync("sqlsmith", ["--version"]).error === undefined;

const NOTHING: PlanNames = { read: new Set(), written: new Set() };

function ofRun(sql: string, seen: Partial<Observation>, plan: Partial<PlanNames> = {}): string[] {
  const observed = { refusedAs: null, changed: [], isChanged: false, tags: ["SELECT"], ...seen };
  const facts = factsOf(parser, sql);
  return disagreements({ sql, facts, seen: observed, plan: { ...NOTHING, ...plan } });
}

describe("what the server shows is held against the facts", () => {
  it("nothing to say of a read that changed nothing", () => {
    expect(ofRun("SELECT 1 FROM orders", {}, { read: new Set(["public.orders"]) })).toEqual([]);
  });

  it("a read that changed something", () => {
    expect(ofRun("SELECT 1", { isChanged: true })).toHaveLength(1);
  });

  it("a table that changed and is not written", () => {
    const seen = { changed: ["public.staff"], isChanged: true, tags: ["DELETE"] };
    expect(ofRun("DELETE FROM orders", seen)).toHaveLength(1);
    expect(ofRun("DELETE FROM staff", seen)).toEqual([]);
    expect(ofRun("DELETE FROM other.staff", seen)).toHaveLength(1);
  });

  it("a table of the plan that is not named", () => {
    expect(ofRun("SELECT 1", {}, { read: new Set(["public.staff"]) })).toHaveLength(1);
    const written = new Set(["public.staff"]);
    expect(ofRun("SELECT 1 FROM staff", {}, { written })).toHaveLength(1);
  });

  it("a tag of another form, and a statement that nobody knew of", () => {
    expect(ofRun("SELECT 1", { tags: ["DELETE"] })).toHaveLength(1);
    expect(ofRun("SELECT 1", { tags: ["SELECT", "DELETE"] })).toHaveLength(1);
  });
});

describe("generated statements", () => {
  it("come back with their seed", () => {
    const texts = (seed: number) => {
      const grammar = new StatementGrammar(seededRandom(seed));
      return Array.from({ length: 50 }, () => grammar.text());
    };
    expect(texts(3)).toEqual(texts(3));
    expect(texts(3)).not.toEqual(texts(4));
  });

  it(
    `are all understood, and a real server agrees, seed ${SEED}`,
    async () => {
      const sqlsmith = hasSqlsmith ? 500 : 0;
      const report = await runDifferential({ seed: SEED, sqlsmith, grammar: 1_500, compared: 150 });
      expect(report.broken).toEqual([]);
      expect(report.disagreeing).toEqual([]);
      expect(report.sqlsmith).toBeGreaterThanOrEqual(sqlsmith);
      expect(report.writes).toBeGreaterThanOrEqual(150);
      expect(report.reads).toBeGreaterThan(10);
      expect(report.planned).toBeGreaterThan(50);
    },
    RUN_MS_MAX,
  );
});
