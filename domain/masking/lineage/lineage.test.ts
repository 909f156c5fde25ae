import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadStatementParser } from "../../statements/engine";
import { DEFAULT_MASKING_RULES } from "../masking-rule";
import { buildCatalogue, type CatalogueFacts, type RelationFacts } from "./build-catalogue";
import { needsCatalogue } from "./needs-catalogue";
import { protectColumns } from "./protect-columns";
import { lineageOfText } from "./text-lineage";

const parser = await loadStatementParser();
const trees = (text: string) => parser.trees(text);

interface Wish {
  readonly name: string;
  readonly columns: readonly string[];
  readonly schema?: string;
  readonly parents?: readonly number[];
  readonly definition?: string;
}

function relation(id: number, wish: Wish): RelationFacts {
  const columns = wish.columns.map((text, index) => {
    const [name = "", expression = null] = text.split("=");
    return { attribute: index + 1, name, expression };
  });
  const { name, schema = "public", parents = [], definition = null } = wish;
  return { id, schema, name, parents, definition, columns };
}

function catalogue(wishes: readonly Wish[], rest: Partial<CatalogueFacts> = {}) {
  const relations = wishes.map((wish, index) => relation(index + 1, wish));
  const facts = { relations, functions: [], operators: [], ...rest };
  return buildCatalogue(DEFAULT_MASKING_RULES.columns, facts, trees);
}

const SHOP = catalogue([
  { name: "people", columns: ["id", "name", "email", "ssn", "loud=upper((email)::text)"] },
  { name: "contacts", columns: ["id", "who"], definition: "SELECT id, email AS who FROM people" },
  { name: "cards", columns: ["tag"], definition: "SELECT '<' || who || '>' AS tag FROM contacts" },
  { name: "names", columns: ["id", "name"], definition: "SELECT id, name FROM people;" },
  { name: "odd", columns: ["a", "b"], definition: "SELECT this is not SQL" },
]);

/** What each column of each statement's result would be masked as, where the server says no origin. */
function taints(text: string, counts: readonly number[], known = SHOP): string {
  const lineages = lineageOfText(trees(text) ?? [], known);
  const results = counts.map((count, result) => {
    const columns = Array.from({ length: count }, () => {
      return { name: "?", type: "text", typeId: 25, origin: null };
    });
    return protectColumns(columns, lineages[result], known).map((one) => one.protectedAs ?? "-");
  });
  return results.map((one) => one.join(" ")).join("; ");
}

describe("a column of a result", () => {
  it.each([
    ["SELECT id, email, ssn FROM people", "- email ssn"],
    ["SELECT email || name, name || id FROM people", "email -"],
    ["SELECT count(email), email = 'a', email IS NULL FROM people", "- - -"],
    ["SELECT -length(email), ~length(ssn) FROM people", "email ssn"],
    ["SELECT email OPERATOR(pg_catalog.=) 'a' FROM people", "email"],
    ["SELECT nullif(email, ''), nullif('', email) FROM people", "email -"],
    ["SELECT x FROM (SELECT id, lower(email) FROM people) q(y, x)", "email"],
    ["SELECT y FROM (SELECT id, lower(email) FROM people) q(y, x)", "-"],
    ["SELECT loud, lower(loud) FROM people", "email email"],
    ["SELECT who, id FROM contacts", "email -"],
    ["SELECT tag FROM cards", "email"],
    ["SELECT name FROM names", "-"],
    ["SELECT a FROM odd", "email"],
    ["SELECT email FROM elsewhere", "-"],
    ["SELECT email FROM other.people", "-"],
    ["SELECT email FROM public.people", "email"],
    ["SELECT p.to_json, p.name FROM people p", "email -"],
    ["SELECT (SELECT ssn FROM people LIMIT 1), EXISTS (SELECT ssn FROM people)", "ssn -"],
    ["SELECT mode() WITHIN GROUP (ORDER BY ssn), array_agg(id ORDER BY ssn) FROM people", "ssn -"],
  ])("%s", (text, expected) => {
    expect(taints(text, [expected.split(" ").length])).toBe(expected);
  });

  it("may be anything when the statement gives other columns than were seen", () => {
    expect(taints("SELECT id FROM people", [2])).toBe("email email");
  });
  it("may be anything when the text was not read, or has fewer results", () => {
    expect(taints("SELECT id FROM people WHERE (", [1])).toBe("email");
    expect(taints("SELECT id FROM people", [1, 1])).toBe("-; email");
  });
  it("is what earlier statements of the text made of its relation", () => {
    const make = "CREATE TEMP TABLE t AS SELECT id AS a, email AS b FROM people";
    expect(taints(`${make}; SELECT a, b FROM t`, [0, 2])).toBe("; - email");
    expect(taints("UPDATE o SET n = p.email FROM people p; SELECT 1", [0, 1])).toBe("; email");
    expect(taints("UPDATE people SET name = 'x'; SELECT 1", [0, 1])).toBe("; -");
    expect(taints("ALTER TABLE people RENAME email TO e; SELECT 1", [0, 1])).toBe("; email");
  });
});

describe("a catalogue", () => {
  it("in which nothing is protected protects nothing, whatever is asked", () => {
    const plain = catalogue([{ name: "orders", columns: ["id", "total"] }]);
    expect(plain.unknown).toBeNull();
    expect(taints("DO 'anything'; SELECT x FROM orders; SELECT (", [1, 1, 1], plain)).toBe(
      "-; -; -",
    );
  });
  it("knows a column by the numbers that the server gives, and the row by 0", () => {
    const at = (attribute: number, relationId = 1) => SHOP.column({ relationId, attribute });
    expect([at(1), at(3), at(4), at(0), at(-1), at(9), at(3, 99)]).toEqual([
      ...[null, "email", "ssn", "email", null, null, null],
    ]);
  });
  it("takes rules on a schema and a table at their word, and their kin with them", () => {
    const rule = { schema: "hr", table: "staff", column: "name", kind: "ssn" } as const;
    const kin: readonly Wish[] = [
      { name: "staff", schema: "hr", columns: ["id", "name"] },
      { name: "managers", schema: "hr", columns: ["id", "name", "name2"], parents: [1] },
      { name: "staff", columns: ["id", "name"] },
    ];
    const relations = kin.map((wish, index) => relation(index + 1, wish));
    const known = buildCatalogue([rule], { relations, functions: [], operators: [] }, trees);
    const of = (relationId: number) => known.column({ relationId, attribute: 2 });
    expect([of(1), of(2), of(3)]).toEqual(["ssn", "ssn", null]);
    expect(known.column({ relationId: 2, attribute: 3 })).toBeNull();
  });
  it("tells functions that read something protected from those that do not", () => {
    const sql = (name: string, body: string | null, language = "sql") => {
      return { name, body, language, extension: null };
    };
    const functions = [
      sql("reads", "SELECT email FROM People"),
      sql("quotes", 'SELECT 1 FROM "people"'),
      sql("calls", "SELECT calls_calls()"),
      sql("calls_calls", "SELECT reads()"),
      sql("runs", "BEGIN EXECUTE 'SELECT ' || $1; END", "plpgsql"),
      sql("python", "return 1", "plpython3u"),
      sql("atomic", null),
      sql("tax", "SELECT $1 * 0.2"),
      { ...sql("unaccent", null, "c"), extension: "unaccent" },
      { ...sql("strange", null, "c"), extension: "strange" },
    ];
    const known = catalogue([{ name: "people", columns: ["email"] }], { functions });
    const opaque = functions.filter(({ name }) => known.isOpaqueCall(name)).map(({ name }) => name);
    expect(opaque).toEqual("reads quotes calls calls_calls runs python atomic strange".split(" "));
  });
});

describe("a text needs no look into the catalogue", () => {
  it.each([
    ["SELECT 1", false],
    ["SELECT 1 + 2 AS a, 'x' || 'y'; SHOW timezone", false],
    ["BEGIN; SELECT 1; COMMIT", false],
    ["", false],
    ["SELECT now()", true],
    ["SELECT id FROM t", true],
    ["SELECT 1 ### 2", true],
    ["DO 'x'", true],
    ["FETCH c", true],
    ["SELECT (", true],
  ])("%s: %s", (text, needs) => {
    expect(needsCatalogue(trees(text))).toBe(needs);
  });
});

describe("whatever a tree is", () => {
  const key = fc.constantFrom(
    ..."SelectStmt UpdateStmt InsertStmt MergeStmt ColumnRef FuncCall A_Expr SubLink fields String".split(
      " ",
    ),
    ..."sval targetList ResTarget val fromClause RangeVar relname JoinExpr larg rarg withClause".split(
      " ",
    ),
    ..."ctes CommonTableExpr ctequery recursive alias A_Indirection indirection A_Star query".split(
      " ",
    ),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom<unknown>("people", "email", null, 1, true),
      fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
      fc.array(tie("tree"), { maxLength: 3 }),
    ),
  }));

  it("it is walked to an answer", () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 3 }), (statements) => {
        expect(lineageOfText(statements, SHOP)).toHaveLength(statements.length);
      }),
      { numRuns: 2_000 },
    );
  });
  it("one that is too deep could give anything", () => {
    const deep = `SELECT ${"(".repeat(400)}id${" + 1)".repeat(400)} FROM people`;
    expect(taints(deep, [1])).toBe("email");
  });
});
