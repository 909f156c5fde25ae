/**
 * Functions of PostgreSQL and its usual extensions that read what their arguments do not name: tables
 * by a text, files, pages, the log of changes, what other sessions run.
 */
const READS_ELSEWHERE =
  /^(?:(?:query|table|schema|database|cursor)_to_xml.*|ts_stat|ts_rewrite|dblink.*|crosstab.*|connectby|xpath_table|lo_get|lo_open|lo_export|loread|pg_read_.*|pg_file_.*|pg_stat_file|pg_ls_.*|pg_logical_.*|pg_get_wal_.*|pg_stat_get_activity|pg_stat_get_backend_.*|pg_stat_statements.*|pg_prepared_statement|pg_cursor|pg_mcv_list_items|pg_stats_.*|get_raw_page.*|(?:heap|bt|brin|gin|gist|hash|fsm|page)_?page.*|tuple_data_split|heap_.*|pg_walinspect.*|st_estimatedextent|st_findextent|find_srid|populate_geometry_columns|postgres_fdw_.*|pg_execute_server_program|plpgsql_.*handler|binary_upgrade_.*|pg_buffercache.*)$/;

/** Extensions whose functions in C only compute from their arguments. */
const COMPUTING_EXTENSIONS = new Set(
  `btree_gin btree_gist citext cube dict_int dict_xsyn earthdistance fuzzystrmatch hstore intarray isn
  jsquery lo ltree pg_trgm pgcrypto pgvector postgis postgis_raster postgis_topology seg semver tsm_system_rows
  tsm_system_time unaccent uuid-ossp vector xml2`.split(/\s+/),
);

/** Take a row of any kind: `t.to_json` is `to_json(t)`. */
const TAKES_ROW = new Set(
  `concat hash_record hash_record_extended json_build_array json_build_object jsonb_build_array
  jsonb_build_object num_nonnulls num_nulls quote_literal quote_nullable record_out record_send
  row_to_json to_json to_jsonb array_to_json`.split(/\s+/),
);

/** Words of a procedural body that run a text or read from where its words do not say. */
const RUNS_TEXT = new Set(["execute", "fetch", "move", "refcursor", "u"]);

export interface FunctionFacts {
  readonly name: string;
  readonly language: string;
  /** The extension that it belongs to. */
  readonly extension: string | null;
  /** Its text, where it has one that can be read. */
  readonly body: string | null;
}

/** Names of relations as they may stand in a text, lower case. */
export interface ProtectedNames {
  readonly plain: ReadonlySet<string>;
  /** A name with spaces or signs in it stands there as all of its words. */
  readonly odd: readonly (readonly string[])[];
}

export function protectedNamesOf(names: readonly string[]): ProtectedNames {
  const words = names.map((name) => [...wordsOfBody(name)]);
  return {
    plain: new Set(words.flatMap((one) => (one.length === 1 ? one : []))),
    odd: words.filter(({ length }) => length !== 1),
  };
}

export function readsElsewhere(name: string): boolean {
  return READS_ELSEWHERE.test(name);
}

export function takesAnyRow(name: string): boolean {
  return TAKES_ROW.has(name);
}

/**
 * Names of the target's own functions of which nobody can tell what they read: their language is not
 * understood, or a word of their text is the name of a protected relation, of another such function,
 * or runs a text.
 */
export function opaqueNames(
  functions: readonly FunctionFacts[],
  protectedNames: ProtectedNames,
  wordsOf: WordsOfBody,
): ReadonlySet<string> {
  const opaque = new Set(functions.filter(isForeign).map(({ name }) => name));
  const readable = functions
    .filter((one) => !isForeign(one))
    .map(({ name, body }) => ({ name, words: wordsOf(body ?? "") }));
  for (let before = -1; before !== opaque.size; ) {
    before = opaque.size;
    for (const { name, words } of readable) {
      if (!isHarmless(words, protectedNames, opaque)) opaque.add(name);
    }
  }
  return opaque;
}

export function isHarmlessText(
  text: string,
  protectedNames: ProtectedNames,
  opaque: ReadonlySet<string>,
): boolean {
  return isHarmless(wordsOfBody(text), protectedNames, opaque);
}

function isForeign({ language, extension, body }: FunctionFacts): boolean {
  if (extension !== null && COMPUTING_EXTENSIONS.has(extension)) return false;
  return body === null || !["sql", "plpgsql"].includes(language);
}

function isHarmless(
  words: ReadonlySet<string>,
  protectedNames: ProtectedNames,
  opaque: ReadonlySet<string>,
): boolean {
  for (const word of words) {
    if (opaque.has(word) || RUNS_TEXT.has(word) || readsElsewhere(word)) return false;
  }
  const { plain, odd } = protectedNames;
  if ([...words].some((word) => plain.has(word))) return false;
  return !odd.some((name) => name.every((word) => words.has(word)));
}

export type WordsOfBody = (body: string) => ReadonlySet<string>;

/** Every run of letters, lower case: quotes, dots and brackets part them. */
export function wordsOfBody(body: string): ReadonlySet<string> {
  return new Set(body.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? []);
}
