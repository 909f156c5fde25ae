import type { ParsedText, StatementFacts } from "./facts";

/** Why a text may not run on a read-only connection, or `null`. */
export type ReadOnlyObjection =
  | "not-understood"
  | "not-a-read"
  | "reaches-outside"
  | "calls-a-function-with-effects";

/**
 * Functions of PostgreSQL and its usual extensions that act outside the transaction, so that a
 * read-only transaction does not stop them, or that run a text in which such a call may stand. The
 * transaction is the first belt, this the second.
 */
const EFFECTS =
  /^(?:dblink.*|lo_(?:import|export|creat|create|from_bytea|put|truncate|truncate64|unlink)|lowrite|pg_file_.*|pg_(?:terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile.*|set_config|pg_switch_wal|pg_create_restore_point|pg_promote|pg_wal_replay_.*|pg_backup_.*|pg_(?:start|stop)_backup|pg_.*replication_(?:slot|origin).*|pg_replication_.*|pg_logical_.*|pg_notify|pg_advisory_.*|pg_try_advisory_.*|pg_stat_reset.*|pg_log_.*|pg_import_.*|pg_read_.*file.*|pg_ls_.*|query_to_.*|cursor_to_.*|ts_stat|ts_rewrite|crosstab.*|connectby)$/;

/** Plainly reading forms; any other is refused, whatever the target would say to it. */
const READING_FORMS = new Set(["SelectStmt", "ExplainStmt", "VariableShowStmt", "CopyStmt"]);

export function objectionToReadOnly(parsed: ParsedText): ReadOnlyObjection | null {
  if (parsed.kind === "unparsed") return "not-understood";
  for (const statement of parsed.statements) {
    const objection = objectionTo(statement);
    if (objection !== null) return objection;
  }
  return null;
}

function objectionTo(statement: StatementFacts): ReadOnlyObjection | null {
  if (statement.outside) return "reaches-outside";
  if (statement.kind !== "read" || !READING_FORMS.has(statement.form)) return "not-a-read";
  if (statement.calls.some((name) => EFFECTS.test(name))) return "calls-a-function-with-effects";
  return null;
}
