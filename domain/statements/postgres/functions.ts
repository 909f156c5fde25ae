import type { CalledFunction, StatementKind } from "../facts";
import { PURE_FUNCTIONS } from "./pure-functions";

/** What is known of the functions of PostgreSQL and its usual extensions, and nowhere else. */

/** Whole families that only read what the server knows of itself. */
const PURE_FAMILIES = /^(?:pg_stat_get_\w+|pg_get_\w+|has_\w+_privilege|pg_ts_\w+_is_visible)$/;

/** They answer differently each time, but change nothing: neither rows nor the session. */
const FREE_OF_EFFECTS = new Set(
  `random random_normal array_sample array_shuffle clock_timestamp timeofday gen_random_uuid uuidv4
  uuidv7 currval lastval current_query pg_sleep pg_sleep_for pg_sleep_until pg_is_in_recovery
  pg_table_size pg_relation_size pg_total_relation_size pg_indexes_size pg_database_size
  pg_tablespace_size pg_blocking_pids pg_safe_snapshot_blocking_pids pg_lock_status
  pg_current_wal_lsn pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_last_wal_receive_lsn
  pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_is_wal_replay_paused pg_xact_status
  txid_status pg_xact_commit_timestamp pg_partition_tree pg_partition_ancestors
  pg_sequence_last_value pg_prepared_xact pg_jit_available pg_notification_queue_usage
  pg_collation_actual_version lo_get loread lo_tell lo_tell64`.split(/\s+/),
);

/** Of extensions that are everywhere: they only compute too, but live in a schema of somebody's own. */
const PURE_OF_EXTENSIONS = new Set(
  `uuid_generate_v1 uuid_generate_v4 similarity word_similarity strict_word_similarity unaccent
  digest hmac crypt gen_salt levenshtein soundex metaphone`.split(/\s+/),
);

type Effect = readonly [names: RegExp, kind: StatementKind];

/** What the others do, as far as it is known; many of it outside the transaction. The first line counts. */
const EFFECTS: readonly Effect[] = [
  // They run a text that is handed to them, or one on another server.
  [
    /^(?:dblink.*|query_to_xml.*|cursor_to_xml.*|ts_stat|ts_rewrite|crosstab.*|connectby)$/,
    "unknown",
  ],
  [/^(?:binary_upgrade_.*|pg_file_.*)$/, "unknown"],
  [/^(?:nextval|setval|lo_import|lo_creat|lo_create|lo_from_bytea|lo_put|lo_export)$/, "write"],
  [/^(?:lo_truncate|lo_truncate64|lo_unlink|lowrite|lo_open|lo_manage|currtid2)$/, "write"],
  [/^pg_(?:clear|restore)_(?:relation|attribute)_stats$/, "write"],
  [/^(?:pg_import_system_collations|pg_extension_config_dump|pg_nextoid)$/, "schema"],
  [/^(?:set_config)$/, "utility"], // Of a role it is more: see the calls.
  [/^(?:setseed|lo_close|lo_lseek|lo_lseek64|pg_notify|pg_export_snapshot)$/, "utility"],
  [/^pg_(?:terminate|cancel)_backend$/, "utility"],
  [/^pg_(?:try_)?advisory_.*$/, "utility"],
  [/^pg_(?:reload_conf|rotate_logfile.*|promote|switch_wal|create_restore_point)$/, "utility"],
  [/^pg_(?:wal_replay_(?:pause|resume)|backup_.*|(?:start|stop)_backup)$/, "utility"],
  [
    /^pg_(?:.*replication_(?:slot|origin).*|replication_.*|logical_.*|sync_replication_slots)$/,
    "utility",
  ],
  [/^pg_(?:stat_reset.*|stat_clear_snapshot|stat_force_next_flush|log_.*)$/, "utility"],
  [/^(?:brin_(?:de)?summarize_.*|gin_clean_pending_list|pg_prewarm)$/, "utility"],
];

/** They reach files of the target's machine. */
const OUTSIDE = /^(?:pg_read_.*file.*|pg_ls_.*|pg_stat_file|pg_file_.*|lo_import|lo_export)$/;
/** Of these, what only reads them. */
const ONLY_LOOKS = /^(?:pg_read_.*file.*|pg_ls_.*|pg_stat_file)$/;

/** By how it is called: one in a schema of somebody's own is nobody's known function. */
function isCatalogue({ schema }: CalledFunction): boolean {
  return schema === null || schema === "pg_catalog";
}

/** Only computes or only reads: called again and again it leaves everything as it was. */
export function onlyComputes(called: CalledFunction): boolean {
  return (
    isCatalogue(called) && (PURE_FUNCTIONS.has(called.name) || PURE_FAMILIES.test(called.name))
  );
}

/** What calling it does beside giving a value; "read" for nothing; null where nobody knows. */
function effectOf(called: CalledFunction): StatementKind | null {
  const { name, schema } = called;
  const [, known] = EFFECTS.find(([names]) => names.test(name)) ?? [];
  if (known === "unknown") return known; // In whatever schema: extensions live anywhere.
  if (known !== undefined) return isCatalogue(called) ? known : null;
  const isUsual = schema === null || schema === "public";
  if (PURE_OF_EXTENSIONS.has(name)) return isUsual ? "read" : null;
  return isCatalogue(called) && hasNoEffect(called) ? "read" : null;
}

function hasNoEffect(called: CalledFunction): boolean {
  const { name } = called;
  return onlyComputes(called) || FREE_OF_EFFECTS.has(name) || ONLY_LOOKS.test(name);
}

/** All that is known of a function by how it is called. */
export interface KnownFunction {
  /** What calling it does beside giving a value; "read" for nothing; null where nobody knows. */
  readonly effect: StatementKind | null;
  readonly reachesFiles: boolean;
  readonly readsByText: boolean;
}

/** Most statements call what others called before. */
const KNOWN = new Map<string, KnownFunction>();
const KNOWN_MAX = 2_000;

export function knownOf(called: CalledFunction): KnownFunction {
  const key = called.schema === null ? called.name : `${called.schema}\0${called.name}`;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  if (KNOWN.size >= KNOWN_MAX) KNOWN.clear();
  const found = {
    ...{ effect: effectOf(called), reachesFiles: reachesFiles(called) },
    readsByText: readsByText(called),
  };
  KNOWN.set(key, found);
  return found;
}

/** They give the rows of relations that an argument names, or of all there are. */
function readsByText({ name }: CalledFunction): boolean {
  return READS_BY_TEXT.test(name);
}

const READS_BY_TEXT = /^(?:table|schema|database)_to_xml(?:_and_xmlschema)?$/;

function reachesFiles({ name }: CalledFunction): boolean {
  return OUTSIDE.test(name);
}

/**
 * By its name alone, in whatever schema: it acts outside the transaction, so that a read-only one does
 * not stop it, or it runs a text in which such a call may stand.
 */
export function hasEffects(name: string): boolean {
  return reachesFiles({ schema: null, name }) || EFFECTS.some(([names]) => names.test(name));
}

/** A rollback undoes all that calling it does, but for numbers drawn from a sequence: those are told. */
export function isUndone(called: CalledFunction): boolean {
  if (onlyComputes(called)) return true;
  return isCatalogue(called) && UNDONE.has(called.name);
}

const UNDONE = new Set(
  `nextval currval lastval gen_random_uuid uuidv4 uuidv7 random clock_timestamp timeofday`.split(
    " ",
  ),
);
