import { z } from "zod";
import {
  type CatalogueFacts,
  type OperatorFacts,
  type RelationFacts,
  TELLING_COLUMNS,
} from "@/domain/masking/lineage/build-catalogue";
import type { FunctionFacts } from "@/domain/masking/lineage/opaque-calls";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import { literal } from "@/domain/statements/postgres/literal";

const TELLING = Object.keys(TELLING_COLUMNS);

const NOT_OWN = "('pg_catalog', 'information_schema', 'pg_toast')";

/** Functions and operators of the target's own; those in C only where they are called by name. */
const OWN_CODE = `UNION ALL
SELECT pg_catalog.json_build_object('is', 'function', 'name', p.proname, 'language', l.lanname,
  'extension', (SELECT e.extname FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
      AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e' LIMIT 1),
  'body', CASE WHEN l.lanname IN ('sql', 'plpgsql') AND p.prosrc <> '' THEN p.prosrc END)::text
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE n.nspname NOT IN ${NOT_OWN}
UNION ALL
SELECT pg_catalog.json_build_object('is', 'operator', 'name', o.oprname,
  'functionName', p.proname, 'language', l.lanname)::text
FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE n.nspname NOT IN ${NOT_OWN} AND l.lanname NOT IN ('c', 'internal')`;

/**
 * One row of JSON for each relation that may hold something protected (a column that a rule may name,
 * its kin by inheritance, views that stand on it or call what cannot be seen), each function and each
 * operator of the target's own, and each relation of the catalogue that shows values of others.
 */
export function catalogueQuery(rules: readonly ColumnMaskingRule[]): string {
  const patterns = [...new Set(rules.map(({ column }) => literal(likePattern(column))))].join(", ");
  return `WITH RECURSIVE
named AS (
  SELECT DISTINCT c.oid FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
    AND n.nspname NOT IN ${NOT_OWN}
    AND (pg_catalog.lower(a.attname) LIKE ANY (ARRAY[${patterns}]) OR a.attname ~ '[^\\x01-\\x7f]')
),
telling AS (
  SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relname IN (${TELLING.map(literal).join(", ")})
    AND (n.nspname = 'pg_catalog' OR c.relname = 'pg_stat_statements')
),
elsewhere AS (
  SELECT ':(funcid|relid) (' || pg_catalog.string_agg(o.oid::text, '|') || ') ' AS pattern FROM (
    SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'pg_catalog'::pg_catalog.regnamespace
      AND proname ~ '^((query|table|schema|database|cursor)_to_xml|ts_stat|ts_rewrite|lo_get|loread|pg_read_|pg_stat_file|pg_ls_|pg_logical_|pg_stat_get_activity|pg_stat_get_backend_|pg_mcv_list)'
    UNION ALL SELECT oid FROM telling
  ) o
),
hidden AS (
  SELECT DISTINCT r.ev_class AS oid FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('v', 'm') AND n.nspname NOT IN ${NOT_OWN}
    AND (r.ev_action::text ~ (SELECT pattern FROM elsewhere) OR EXISTS (
      SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
        AND d.objid = r.oid AND d.refclassid IN (
          'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass)))
),
kin AS (
  SELECT oid FROM named UNION SELECT oid FROM hidden
  UNION
  SELECT o.oid FROM kin CROSS JOIN LATERAL (
    SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = kin.oid
    UNION ALL SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = kin.oid
    UNION ALL SELECT r.ev_class FROM pg_catalog.pg_depend d
      JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
      WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = kin.oid
  ) o(oid)
)
SELECT pg_catalog.json_build_object('is', 'relation', 'id', c.oid::bigint, 'schema', n.nspname,
  'name', c.relname,
  'parents', ARRAY(SELECT i.inhparent::bigint FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid),
  'definition', CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
  'columns', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('attribute', a.attnum,
      'name', a.attname, 'expression', CASE WHEN a.attgenerated <> '' THEN (
        SELECT pg_catalog.pg_get_expr(e.adbin, e.adrelid) FROM pg_catalog.pg_attrdef e
        WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum) END) ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))::text
FROM (SELECT oid FROM kin UNION SELECT oid FROM telling) k
JOIN pg_catalog.pg_class c ON c.oid = k.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
${OWN_CODE}`;
}

const name = z.string().max(256);
const relation = z.object({
  is: z.literal("relation"),
  ...{ id: z.number().int(), schema: name, name },
  parents: z.array(z.number().int()).max(10_000),
  definition: z.string().nullable(),
  columns: z
    .array(z.object({ attribute: z.number().int(), name, expression: z.string().nullable() }))
    .max(1_664)
    .nullable(),
});
const ownFunction = z.object({
  is: z.literal("function"),
  ...{ name, language: name, extension: name.nullable(), body: z.string().nullable() },
});
const operator = z.object({
  is: z.literal("operator"),
  ...{ name, functionName: name, language: name },
});
const row = z.discriminatedUnion("is", [relation, ownFunction, operator]);

/** Throws when a row is anything else: then nothing is known of the target. */
export function readCatalogueRows(rows: readonly string[]): CatalogueFacts {
  const relations: RelationFacts[] = [];
  const functions: FunctionFacts[] = [];
  const operators: OperatorFacts[] = [];
  for (const text of rows) {
    const one = row.parse(JSON.parse(text));
    if (one.is === "relation") relations.push({ ...one, columns: one.columns ?? [] });
    else if (one.is === "function") functions.push(one);
    else operators.push(one);
  }
  return { relations, functions, operators };
}

/** Finds at least what the glob does: the rules themselves are asked again about what it found. */
function likePattern(glob: string): string {
  return glob
    .toLowerCase()
    .replaceAll(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%")
    .replaceAll(/[^ -~]/g, "%");
}
