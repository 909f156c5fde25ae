import { isOfServer, type RelationFacts } from "@/domain/masking/mysql/shapes";
import { factsOf, type Relation } from "@/domain/statements/facts";
import { mysqlParser } from "@/domain/statements/mysql/parser";
import { ask, type TextRow } from "./ask";
import type { MysqlLink } from "./connect";

const RELATION_LIMITS = {
  /** Views upon views. */
  stepsMax: 20,
  relationsMax: 1_000,
} as const;

export type Named = Pick<Relation, "schema" | "name">;

/**
 * The relations of these names, and those behind the views among them. Names are compared in small
 * letters; without a schema, one of any schema has it. `null`: the catalogue could not be read, or leads
 * to more than is looked at.
 */
export async function readRelations(
  link: MysqlLink,
  named: readonly Named[],
): Promise<readonly RelationFacts[] | null> {
  const asked = new Set<string>();
  const found = new Map<string, RelationFacts>();
  let next = fresh(named, asked);
  for (let step = 0; next.length > 0; step += 1) {
    if (step === RELATION_LIMITS.stepsMax || asked.size > RELATION_LIMITS.relationsMax) return null;
    const facts = await readOnce(link, next);
    if (facts === null) return null;
    for (const one of facts) found.set(JSON.stringify([one.schema, one.name]), one);
    next = fresh(facts.flatMap(namedByView), asked);
  }
  return [...found.values()];
}

/** What a view reads. Names in its definition have their schema. */
export function namedByView({ definition, schema }: RelationFacts): Named[] {
  if (definition === null) return [];
  return factsOf(mysqlParser, definition).flatMap(({ relations }) =>
    relations.map((one) => ({ schema: one.schema ?? schema, name: one.name })),
  );
}

function fresh(named: readonly Named[], asked: Set<string>): Named[] {
  return named.filter((one) => {
    const key = JSON.stringify([one.schema?.toLowerCase() ?? null, one.name.toLowerCase()]);
    if (asked.has(key)) return false;
    asked.add(key);
    return true;
  });
}

async function readOnce(link: MysqlLink, named: readonly Named[]): Promise<RelationFacts[] | null> {
  const tables = await ask(
    link,
    `SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES
     WHERE ${named.map((one) => isNamed(one, "lower")).join(" OR ")}`,
  );
  if (tables === null) return null;
  if (tables.rows.length === 0) return [];
  const places = tables.rows.map(([schema = "", name = ""]) => ({ schema, name: name ?? "" }));
  const exact = places.map((one) => isNamed(one, "exact")).join(" OR ");
  const columns = await ask(
    link,
    `SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS
     WHERE ${exact} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`,
  );
  const hasViews = tables.rows.some(
    ([schema, , type]) => type === "VIEW" && !isOfServer(schema ?? ""),
  );
  const views = hasViews
    ? await ask(
        link,
        `SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE ${exact}`,
      )
    : { rows: [] };
  if (columns === null || views === null) return null;
  const byRelation = gathered(columns.rows);
  const definitions = gathered(views.rows);
  return tables.rows.map(([schema, name, type]) => {
    const key = JSON.stringify([schema, name]);
    const [definition = ""] = definitions.get(key) ?? [];
    return {
      ...{ schema: schema ?? "", name: name ?? "", kind: kindOf(type ?? "") },
      columns: byRelation.get(key) ?? [],
      definition: definition === "" ? null : definition,
    };
  });
}

function gathered(rows: readonly TextRow[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [schema, name, value] of rows) {
    const key = JSON.stringify([schema, name]);
    const list = found.get(key) ?? [];
    list.push(value ?? "");
    found.set(key, list);
  }
  return found;
}

function kindOf(type: string): RelationFacts["kind"] {
  if (type === "VIEW") return "view";
  return type === "SYSTEM VIEW" ? "system" : "table";
}

function isNamed({ schema, name }: Named, how: "lower" | "exact"): string {
  const test = (column: string, value: string) =>
    how === "exact"
      ? `${column} = ${literal(value)}`
      : `LOWER(${column}) = ${literal(value.toLowerCase())}`;
  const ofName = test("TABLE_NAME", name);
  return schema === null ? ofName : `(${test("TABLE_SCHEMA", schema)} AND ${ofName})`;
}

/** In hex: no setting of a server reads that in another way. */
function literal(text: string): string {
  return `_utf8mb4 x'${Buffer.from(text, "utf8").toString("hex")}'`;
}
