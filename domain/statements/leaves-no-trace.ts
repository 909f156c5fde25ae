import type { ParsedText } from "./facts";

/** Functions of PostgreSQL that only compute. Any other call may change the session it runs in. */
const ONLY_COMPUTES = new Set(
  `abs age array_agg array_length array_to_string avg bit_and bit_or bool_and bool_or btrim ceil ceiling
  char_length character_length coalesce concat concat_ws count cume_dist current_database current_schema
  date date_part date_trunc dense_rank every exp extract first_value floor format generate_series greatest
  initcap json_agg json_array_elements json_build_object jsonb_agg jsonb_array_elements jsonb_build_object
  lag last_value lead least left length ln lower lpad ltrim make_date max md5 min mod now nth_value ntile
  nullif octet_length overlay percent_rank position pow power rank regexp_replace repeat replace reverse
  right round row_number row_to_json rpad rtrim sign split_part sqrt stddev string_agg strpos substr
  substring sum to_char to_date to_json to_jsonb to_number to_timestamp translate trim trunc unnest upper
  variance version`.split(/\s+/),
);

/**
 * True for plain SELECTs that call nothing but functions that only compute. What such a text may do to
 * its session behind a view or an operator, resetting the session undoes; what a reset cannot undo
 * (the memory of a language, a library, a second connection) takes a call by name.
 */
export function leavesNoTrace(parsed: ParsedText): boolean {
  return (
    parsed.kind === "parsed" &&
    parsed.statements.every(
      ({ kind, form, calls }) =>
        kind === "read" && form === "SelectStmt" && calls.every(onlyComputes),
    )
  );
}

/** By its name, lower case and without a schema. */
export function onlyComputes(name: string): boolean {
  return ONLY_COMPUTES.has(name);
}
