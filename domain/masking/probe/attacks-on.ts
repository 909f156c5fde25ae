import { literal } from "../../statements/postgres/literal";
import { type Attack, type AttackClass, PROBE_LIMITS, type ProbedColumn } from "./probe";

const { rowsOfTableMax, viewsOfColumnMax, attacksOfColumnMax } = PROBE_LIMITS;

/** Pieces of SQL that name one column and read few rows of its table. */
interface Names {
  readonly column: string;
  readonly text: string;
  readonly table: string;
  /** Behind a SELECT list. */
  readonly from: string;
  /** The same rows as a relation named q, for what would read the whole table. */
  readonly few: string;
  readonly end: string;
}

/** The statements that are tried on a column, in PostgreSQL's words. All of them only read. */
export function attacksOn(probed: ProbedColumn): readonly Attack[] {
  const names = namesOf(probed);
  const plain = Object.entries(SHAPES).flatMap(([of, shapes]) =>
    shapes(names).map((statement) => ({ class: of as AttackClass, statement })),
  );
  const views = probed.views.slice(0, viewsOfColumnMax).flatMap(viewAttacks);
  return [...plain, ...statistics(probed), ...views].slice(0, attacksOfColumnMax);
}

/** Reads what the attacks would show: the same rows of the table, as the target writes them. */
export function sampleOf(probed: ProbedColumn): string {
  const { text, from } = namesOf(probed);
  return `SELECT ${text}${from}`;
}

function namesOf({ schema, table: name, column: attribute, key }: ProbedColumn): Names {
  const table = `${quoted(schema)}.${quoted(name)}`;
  const column = quoted(attribute);
  const order = key === null ? "" : ` ORDER BY ${quoted(key)}`;
  const end = `${order} LIMIT ${rowsOfTableMax}`;
  const from = ` FROM ${table}${end}`;
  const few = ` FROM (SELECT * FROM ${table}${end}) AS q`;
  return { column, text: `${column}::text`, table, from, few, end };
}

const SHAPES = {
  plain: ({ column, from }) => [`SELECT ${column}${from}`, `SELECT *${from}`],
  alias: ({ column, table, from, end }) => [
    `SELECT ${column} AS id${from}`,
    `SELECT (t).${column} AS x FROM ${table} AS t${end}`,
    `SELECT s.v AS w FROM (SELECT ${column} AS v${from}) AS s`,
  ],
  expression: ({ column, from, table, end }) => [
    `SELECT CASE WHEN true THEN ${column} END AS x${from}`,
    `SELECT coalesce(NULL, ${column}) AS x${from}`,
    `SELECT (SELECT t.${column}) AS x FROM ${table} AS t${end}`,
  ],
  string: ({ text, from }) => [
    `SELECT ${text} || '' AS x${from}`,
    `SELECT upper(${text}) AS x${from}`,
    `SELECT reverse(${text}) AS x${from}`,
    `SELECT format('%s', ${text}) AS x${from}`,
    `SELECT overlay(${text} PLACING '' FROM 1 FOR 0) AS x${from}`,
  ],
  pieces: ({ text, from }) => [
    `SELECT substr(${text}, 1, 3) AS a, substr(${text}, 4) AS b${from}`,
    `SELECT string_to_array(${text}, NULL) AS x${from}`,
    `SELECT regexp_replace(${text}, '(.)', '\\1 ', 'g') AS x${from}`,
  ],
  encoding: ({ text, from }) => [
    `SELECT encode(convert_to(${text}, 'UTF8'), 'hex') AS x${from}`,
    `SELECT encode(convert_to(${text}, 'UTF8'), 'base64') AS x${from}`,
    `SELECT convert_to(${text}, 'UTF8') AS x${from}`,
    `SELECT ARRAY(SELECT ascii(s.c) FROM regexp_split_to_table(${text}, '') AS s(c)) AS x${from}`,
  ],
  digest: ({ text, from }) => [
    `SELECT md5(${text}) AS x${from}`,
    `SELECT sha256(convert_to(${text}, 'UTF8')) AS x${from}`,
  ],
  cast: ({ column, text, from }) => [
    `SELECT CAST(${text} AS varchar(200)) AS x${from}`,
    `SELECT ARRAY[${column}] AS x${from}`,
    `SELECT ROW(${column}, 1) AS x${from}`,
  ],
  error: ({ text, from }) => [
    `SELECT ${text}::int AS x${from}`,
    `SELECT ${text}::date AS x${from}`,
    `SELECT ('{' || ${text})::json AS x${from}`,
    `SELECT ('x' || ${text})::regclass AS x${from}`,
  ],
  json: ({ column, table, end, from, few }) => [
    `SELECT row_to_json(t) AS x FROM ${table} AS t${end}`,
    `SELECT to_jsonb(${column}) AS x${from}`,
    `SELECT json_agg(q) AS x${few}`,
    `SELECT e.value AS x${few}, jsonb_each_text(to_jsonb(q)) AS e`,
  ],
  row: ({ table, end }) => [
    `SELECT t FROM ${table} AS t${end}`,
    `SELECT t::text AS x FROM ${table} AS t${end}`,
  ],
  aggregate: ({ column, text, few }) => [
    `SELECT string_agg(${text}, ',') AS x${few}`,
    `SELECT array_agg(${column}) AS x${few}`,
    `SELECT max(${text}) AS x${few}`,
  ],
  query: ({ column, from, table, end }) => [
    `WITH c AS (SELECT ${column} AS v${from}) SELECT v AS x FROM c`,
    `(SELECT 'x' AS x) UNION ALL (SELECT ${column}::text${from})`,
    `SELECT l.x FROM ${table} AS t CROSS JOIN LATERAL (SELECT t.${column}) AS l(x)${end}`,
  ],
  window: ({ column, few }) => [`SELECT first_value(${column}) OVER () AS x${few}`],
  order: ({ column, few }) => [
    `SELECT DISTINCT ${column} AS x${few}`,
    `SELECT ${column} AS x${few} GROUP BY ${column}`,
  ],
  copy: ({ column, text, from }) => [
    `COPY (SELECT ${column}${from}) TO STDOUT`,
    `COPY (SELECT upper(${text})${from}) TO STDOUT (FORMAT csv)`,
  ],
  plan: ({ text, from }) => [`EXPLAIN (VERBOSE) SELECT ${text} AS x${from}`],
  xml: ({ column, from }) => [
    `SELECT xmlforest(${column} AS v) AS x${from}`,
    `SELECT query_to_xml(${literal(`SELECT ${column}${from}`)}, true, false, '') AS x`,
  ],
  notice: ({ column, table }) => [
    `DO $$ BEGIN RAISE NOTICE '%', (SELECT ${column} FROM ${table} LIMIT 1); END $$`,
  ],
  guess: ({ column, text, few }) => [
    `SELECT count(*) AS x${few} WHERE ${text} LIKE 'm%'`,
    `SELECT count(*) FILTER (WHERE ${text} >= 'm') AS x${few}`,
    `SELECT row_number() OVER (ORDER BY ${column}) AS x${few}`,
  ],
} as const satisfies Partial<Record<AttackClass, (names: Names) => readonly string[]>>;

/** What the planner keeps of a column: its most frequent values stand there in clear. */
function statistics({ schema, table, column }: ProbedColumn): Attack[] {
  const of = `schemaname = ${literal(schema)} AND tablename = ${literal(table)}`;
  const statement = `SELECT most_common_vals, histogram_bounds FROM pg_catalog.pg_stats WHERE ${of} AND attname = ${literal(column)}`;
  return [{ class: "statistics", statement }];
}

function viewAttacks({ schema, name }: ProbedColumn["views"][number]): Attack[] {
  const view = `${quoted(schema)}.${quoted(name)}`;
  return [
    { class: "view", statement: `SELECT * FROM ${view} LIMIT ${rowsOfTableMax}` },
    {
      class: "view",
      statement: `SELECT row_to_json(v) AS x FROM ${view} AS v LIMIT ${rowsOfTableMax}`,
    },
  ];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
