import { z } from "zod";
import type { ReachedRelation } from "@/domain/guardrails/seen-at-target";
import { Refusal } from "@/domain/refusal";
import type { Relation } from "@/domain/statements/facts";
import { literal } from "@/domain/statements/postgres/literal";
import type { RelationsBehind } from "../driver";
import type { PostgresLink } from "./connect";
import { readOnlyRows } from "./read-only-rows";

const BEHIND_LIMITS = {
  namesMax: 5_000,
  rowsMax: 50_000,
  bytesMax: 32 * 1024 * 1024,
  durationSecondsMax: 10,
} as const;

/** What came with the server stands below this; on most of that the catalogue keeps no dependencies. */
const FIRST_OF_USERS = 16_384;

const UNREAD =
  "A guardrail is about relations, and what the target's catalogue says of those of the statement could not be read, so nothing was sent.";

/**
 * Which relations the named ones lead to, as the target's catalogue says now. Throws a Refusal when it
 * cannot be read, or leads to more than is looked at.
 */
export async function relationsBehind(
  link: PostgresLink,
  named: readonly Relation[],
): Promise<RelationsBehind> {
  const names = [...new Set(named.map(rowOf))];
  if (names.length === 0) return () => [];
  if (names.length > BEHIND_LIMITS.namesMax) throw new Refusal("GUARDRAIL.FAILED", UNREAD);
  const questions = ["SET LOCAL search_path = ''", queryOf(names)];
  const rows = await readOnlyRows(link, { questions, limits: BEHIND_LIMITS });
  if (!Array.isArray(rows)) {
    if (rows.code === "TARGET.LOST") throw rows;
    throw new Refusal("GUARDRAIL.FAILED", UNREAD, { code: rows.code });
  }
  const found = new Map<string, ReachedRelation[]>(names.map((name) => [name, []]));
  for (const text of rows) {
    const { asked, ...reached } = readRow(text);
    found.get(names[asked] ?? "")?.push(reached);
  }
  return (relation) => found.get(rowOf(relation)) ?? [];
}

function rowOf({ schema, name, access }: Relation): string {
  const written = schema === null ? "NULL" : literal(schema);
  return `(${written}, ${literal(name)}, ${literal(access)})`;
}

/**
 * From each named relation: over the rules of a view, and for a write also those of a table, to what
 * they read or write; up to what it inherits from, down to what inherits from it, never down again
 * after up: a partition shares no rows with its neighbours. Without a schema a name is any of that name.
 */
function queryOf(names: readonly string[]): string {
  const asked = names.map((value, index) => `(${index}, ${value.slice(1)}`).join(", ");
  return `WITH RECURSIVE
asked(asked, schema, name, access) AS (SELECT v.a, v.s::text, v.n::text, v.w::text FROM (VALUES ${asked}) v(a, s, n, w)),
behind(asked, root, oid, access, way) AS (
  SELECT a.asked, c.oid, c.oid, a.access, 'named' FROM asked a
  JOIN pg_catalog.pg_class c ON c.relname = a.name::name
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE a.schema IS NULL OR n.nspname = a.schema::name
  UNION
  SELECT b.asked, b.root, o.oid, o.access, o.way FROM behind b CROSS JOIN LATERAL (
    SELECT t.oid, w.access, 'named' FROM pg_catalog.pg_rewrite r
      CROSS JOIN LATERAL (
        SELECT d.refobjid FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> r.ev_class
        UNION ALL SELECT m.found[1]::oid
          FROM pg_catalog.regexp_matches(r.ev_action::text, ':relid ([0-9]{1,5}) ', 'g') m(found)
          WHERE m.found[1]::oid < ${FIRST_OF_USERS}
      ) t(oid)
      CROSS JOIN (VALUES ('read'), ('write')) w(access)
      WHERE b.way = 'named' AND r.ev_class = b.oid
        AND (b.access = 'write' OR (w.access = 'read' AND r.ev_type = '1'))
    UNION ALL SELECT i.inhparent, b.access, 'up' FROM pg_catalog.pg_inherits i
      WHERE b.way IN ('named', 'up') AND i.inhrelid = b.oid
    UNION ALL SELECT i.inhrelid, b.access, 'down' FROM pg_catalog.pg_inherits i
      WHERE b.way IN ('named', 'down') AND i.inhparent = b.oid
  ) o(oid, access, way)
)
SELECT DISTINCT pg_catalog.jsonb_build_object('asked', b.asked, 'schema', n.nspname, 'name', c.relname,
  'access', b.access, 'through', rn.nspname || '.' || r.relname)::text
FROM behind b JOIN pg_catalog.pg_class c ON c.oid = b.oid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class r ON r.oid = b.root JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
WHERE b.oid <> b.root`;
}

const text = z.string().max(256);
const row = z.object({
  /** Which of the names, by its place. */
  asked: z.number().int().min(0),
  ...{ schema: text, name: text, through: z.string().max(512) },
  access: z.enum(["read", "write"]),
});

function readRow(line: string): z.infer<typeof row> {
  try {
    return row.parse(JSON.parse(line));
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    throw new Refusal("GUARDRAIL.FAILED", UNREAD, { error: name });
  }
}
