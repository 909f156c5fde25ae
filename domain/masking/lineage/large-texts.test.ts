import { describe, expect, it } from "vitest";
import { loadStatementParser } from "../../statements/engine";
import { buildCatalogue, type CatalogueFacts } from "./build-catalogue";
import { ComparingJudge } from "./judge-comparing";
import { needsCatalogue } from "./needs-catalogue";
import { lineageOfText } from "./text-lineage";

const parser = await loadStatementParser();
const trees = (text: string) => parser.trees(text);
const column = (name: string, attribute: number) => ({ attribute, name, expression: null });
const PEOPLE = {
  ...{ id: 1, schema: "public", name: "people", parents: [], definition: null },
  columns: [column("id", 1), column("ssn", 2)],
};
const FACTS: CatalogueFacts = { relations: [PEOPLE], functions: [], operators: [] };
const RULE = { schema: "*", table: "*", column: "ssn", kind: "ssn", rules: ["ssns"] } as const;

describe("large texts", () => {
  it("with a long list are read to their end", () => {
    const list = Array.from({ length: 130_000 }, () => "1").join();
    expect(needsCatalogue(trees(`SELECT 1 WHERE 1 IN (${list})`))).toBe(false);
    expect(needsCatalogue(trees(`SELECT 1 FROM people WHERE id IN (${list})`))).toBe(true);
  });
  it("that execute a prepared statement again and again are not walked as often", () => {
    const terms = Array.from({ length: 300 }, (_, index) => `ssn > '${index}'`).join(" OR ");
    const prepared = `PREPARE p AS SELECT id FROM people WHERE ${terms}; `;
    const judge = new ComparingJudge([{ ...RULE, comparisons: "refuse" }], FACTS, trees);
    expect(judge.judge(trees(prepared + "EXECUTE p; ".repeat(9_000)))).not.toMatchObject({
      kind: "free",
    });
    const catalogue = buildCatalogue([RULE], FACTS, trees);
    const harmless = "PREPARE p AS SELECT id FROM people WHERE id = 1; ";
    const lineages = lineageOfText(trees(harmless + "EXECUTE p; ".repeat(9_000)) ?? [], catalogue);
    expect([lineages[1]?.isOpaque, lineages.at(-1)?.isOpaque]).toEqual([false, true]);
  });
  it("of which telling the columns takes too long are not told", () => {
    const columns = Array.from({ length: 20 }, (_, index) => column(`ssn${index}`, index + 1));
    const relations = [{ ...PEOPLE, columns }];
    const rules = [{ ...RULE, column: "ssn*", comparisons: "approve" as const }];
    const judge = new ComparingJudge(rules, { ...FACTS, relations }, trees);
    const comparing = (terms: number) =>
      Array.from({ length: terms }, (_, index) => `ssn${index % 20} > '${index}'`).join(" OR ");
    const judged = (terms: number) =>
      judge.judge(trees(`SELECT 1 FROM people WHERE ${comparing(terms)}`));
    expect(judged(100)).toMatchObject({ kind: "compares" });
    expect(judged(20_000)).toMatchObject({ kind: "unclear", because: "too-long" });
  });
  it("that are deep are judged, whatever the answer", () => {
    const judge = new ComparingJudge([{ ...RULE, comparisons: "refuse" }], FACTS, trees);
    const deep = `ssn > '1' AND 0 < ${Array.from({ length: 4_000 }, () => "1").join("+")}`;
    expect(judge.judge(trees(`SELECT id FROM people WHERE ${deep}`))).toMatchObject({
      kind: "compares",
      columns: [{ column: "ssn" }],
    });
  });
});
