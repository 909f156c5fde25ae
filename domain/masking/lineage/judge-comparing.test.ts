import { describe, expect, it } from "vitest";
import { loadStatementParser } from "../../statements/engine";
import { columnInWords } from "../compared-words";
import type { ColumnMaskingRule } from "../masking-rule";
import type { RelationFacts } from "./build-catalogue";
import { ComparingJudge } from "./judge-comparing";

const parser = await loadStatementParser();
const trees = (text: string) => parser.trees(text);

function relation(id: number, name: string, columns: string): RelationFacts {
  const named = columns.split(" ").map((column, index) => {
    return { attribute: index + 1, name: column, expression: null };
  });
  return { id, schema: "public", name, parents: [], definition: null, columns: named };
}

const PEOPLE = relation(1, "people", "id name ssn mail");
const OTHERS = Array.from({ length: 40 }, (_, index) =>
  relation(100 + index, `other${index}`, "id mail"),
);
const FACTS = {
  relations: [
    ...[PEOPLE, { ...relation(2, "people_2020", "id name ssn mail"), parents: [1] }],
    { ...relation(3, "who", "id code"), definition: "SELECT id, ssn AS code FROM people" },
    { ...relation(4, "whose", "id word"), definition: "SELECT id, code AS word FROM who" },
    { ...relation(5, "pg_stats", "tablename histogram_bounds"), schema: "pg_catalog" },
    ...OTHERS,
  ],
  functions: [{ name: "peek", language: "sql", extension: null, body: "SELECT ssn FROM people" }],
  operators: [],
};
const rule = (column: string, comparisons: ColumnMaskingRule["comparisons"]) => ({
  ...{ schema: "*", table: "*", column, comparisons, rules: [`${column}s`] },
  kind: "ssn" as const,
});
const judge = new ComparingJudge([rule("ssn", "approve"), rule("mail", "count")], FACTS, trees);

/** The compared columns, or why nobody can tell them. */
function told(text: string, by = judge): readonly string[] {
  const judgment = by.judge(trees(text));
  if (judgment.kind === "unclear") return [judgment.because];
  return judgment.columns.map(columnInWords).sort();
}

/** Of a table and its children, which keep the same column. */
const KIN = ["public.people.ssn"];

describe("the columns that a statement compares", () => {
  it.each([
    ["SELECT ssn, mail FROM people", []],
    ["SELECT id FROM other7 WHERE mail = 'a'", ["public.other7.mail"]],
    [
      "SELECT 1 FROM other7 a JOIN other8 b USING (mail)",
      ["public.other7.mail", "public.other8.mail"],
    ],
    // Rows of a child are read through its parent, and its values through either.
    ["SELECT id FROM people WHERE ssn > 'a'", KIN],
    ["SELECT id FROM people_2020 WHERE ssn > 'a'", KIN],
    // Through a view, and a view of a view, by the names that they have where they are kept.
    ["SELECT id FROM who ORDER BY code", KIN],
    ["SELECT id FROM whose WHERE word LIKE 'a%'", KIN],
    ["SELECT id FROM whose w WHERE w::text LIKE 'a%'", KIN],
    ["SELECT count(*) FROM (SELECT word FROM whose) q GROUP BY word", KIN],
  ])("are all told, by their own names: %s", (text, columns) => {
    expect(told(text)).toEqual(columns);
  });

  it.each([
    ["SELECT peek()", "unknown"],
    ["SELECT id FROM people WHERE ssn > 'a' AND peek() > 'a'", "unknown"],
    ["DO $$ BEGIN PERFORM 1; EXECUTE 'x'; END $$", "unknown"],
    ["SELECT id FROM people WHERE (", "unknown"],
    // It shows values of every column there is, also of those that the statement does not name.
    ["SELECT 1 FROM other1, pg_stats WHERE histogram_bounds::text > 'a'", "too-many"],
  ])("are not told where nobody can: %s", (text, because) => {
    expect(told(text)).toEqual([because]);
  });

  it("are those of statistics too where they are few, though nobody named them", () => {
    const few = new ComparingJudge([rule("ssn", "approve")], FACTS, trees);
    expect(told("SELECT 1 FROM other1, pg_stats WHERE histogram_bounds::text > 'a'", few)).toEqual(
      KIN,
    );
  });

  it("are told once of a partitioned table, with the strictest of what its rules ask", () => {
    const parts = Array.from({ length: 30 }, (_, index) => ({
      ...relation(200 + index, `part${index}`, "id mail"),
      parents: [index < 10 ? 199 : 200],
    }));
    const relations = [...parts, relation(199, "letters", "id mail")];
    const asked = [rule("mail", "count"), { ...rule("m*", "approve"), table: "part7" }];
    const strict = new ComparingJudge(asked, { ...FACTS, relations }, trees);
    for (const table of ["letters", "part7", "part20"]) {
      expect(strict.judge(trees(`SELECT id FROM ${table} WHERE mail = 'a'`))).toEqual({
        kind: "compares",
        columns: [
          {
            ...{ schema: "public", table: "letters", column: "mail" },
            ...{ comparisons: "approve", rules: ["m*s"] },
          },
        ],
      });
    }
  });

  it("carry what the strictest of their rules ask, and its name alone", () => {
    const asked = [rule("ssn", "count"), rule("s*", "approve"), rule("*n", "approve")];
    const [first] = FACTS.relations;
    const strict = new ComparingJudge(asked, { ...FACTS, relations: first ? [first] : [] }, trees);
    expect(strict.judge(trees("SELECT id FROM people WHERE ssn > 'a'"))).toEqual({
      kind: "compares",
      columns: [
        {
          ...{ schema: "public", table: "people", column: "ssn" },
          ...{ comparisons: "approve", rules: ["s*s", "*ns"] },
        },
      ],
    });
  });
});
