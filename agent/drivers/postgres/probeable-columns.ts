import { z } from "zod";
import { PROBE_LIMITS, type ProbedColumn } from "@/domain/masking/probe/probe";
import { Refusal } from "@/domain/refusal";
import type { PostgresLink } from "./connect";
import { readOnlyRows } from "./read-only-rows";

const PROBEABLE_LIMITS = {
  rowsMax: 100_000,
  bytesMax: 64 * 1024 * 1024,
  durationSecondsMax: PROBE_LIMITS.catalogueSecondsMax,
} as const;

/** One row of JSON for each column that a table or view of the target's own has. */
const QUESTION = `SELECT pg_catalog.json_build_object(
  'schema', n.nspname, 'table', c.relname, 'column', a.attname,
  'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
  'key', (SELECT k.attname FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0]
    WHERE i.indrelid = c.oid AND i.indisprimary AND i.indnkeyatts = 1 LIMIT 1),
  'views', coalesce((SELECT pg_catalog.json_agg(DISTINCT pg_catalog.jsonb_build_object('schema', vn.nspname, 'name', v.relname))
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.oid <> c.oid AND v.relkind IN ('v', 'm')
    JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace
    WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND d.refobjid = c.oid AND d.refobjsubid = a.attnum), '[]'::json))::text
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
ORDER BY n.nspname, c.relname, a.attnum`;

const name = z.string().max(256);
const row = z.object({
  ...{ schema: name, table: name, column: name, type: z.string().max(1_000) },
  ...{ key: name.nullable(), views: z.array(z.object({ schema: name, name })) },
});

/** What could be attacked in a target. Throws a Refusal when its catalogue cannot be read. */
export async function probeableColumns(link: PostgresLink): Promise<readonly ProbedColumn[]> {
  const rows = await readOnlyRows(link, { questions: [QUESTION], limits: PROBEABLE_LIMITS });
  if (!Array.isArray(rows)) throw rows;
  try {
    return rows.map((text) => row.parse(JSON.parse(text)));
  } catch {
    throw new Refusal("TARGET.ERROR", "What the target says of its columns could not be read.");
  }
}
