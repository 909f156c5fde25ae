/** The oldest oid of an object that is not the server's own. */
const OWN_FROM = 16_384;

const TABLES: Readonly<Record<string, string>> = {
  pg_class: `oid >= ${OWN_FROM}`,
  pg_attribute: `attrelid >= ${OWN_FROM}`,
  pg_attrdef: "true",
  pg_inherits: "true",
  pg_namespace: "true",
  pg_rewrite: `oid >= ${OWN_FROM}`,
  pg_proc: `oid >= ${OWN_FROM}`,
  pg_operator: `oid >= ${OWN_FROM}`,
  pg_depend: `objid >= ${OWN_FROM}`,
  pg_extension: "true",
  pg_db_role_setting: "true",
};

/**
 * One row, one text: the same as before as long as no row that `catalogueQuery` reads of the target's
 * own objects was written, by anybody. It takes a few milliseconds where the catalogue itself takes tens
 * to hundreds. A row is known by its place and by who wrote it (`ctid`, `xmin`): a change in place is
 * another row. `seed`: of the agent alone, so that nobody can work out changes that add up to nothing.
 */
export function catalogueMark(seed: bigint): string {
  const marks = Object.entries(TABLES).map(
    ([table, where]) => `(SELECT pg_catalog.concat_ws(':', pg_catalog.count(*), pg_catalog.sum(
  pg_catalog.hashtextextended(ctid::text || '/' || xmin::text, ${seed}))) FROM pg_catalog.${table} WHERE ${where})`,
  );
  const path = "pg_catalog.current_setting('search_path')";
  return `SELECT pg_catalog.concat_ws(' ', ${[path, ...marks].join(", ")})`;
}
