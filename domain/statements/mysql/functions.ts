import type { StatementKind } from "../facts";

/** What is known of the functions of MySQL and MariaDB, and nowhere else. */

/** They compute or tell: neither rows nor the session change. */
const PURE: ReadonlySet<string> = new Set(
  `abs acos adddate addtime aes_decrypt aes_encrypt any_value ascii asin atan atan2 avg
  bin binary bin_to_uuid bit_and bit_count bit_length bit_or bit_xor cast ceil ceiling
  char char_length character_length charset chr coalesce coercibility collation column_get
  column_json compress concat concat_ws connection_id conv convert convert_tz cos cot count crc32
  cume_dist curdate current_date current_role current_time current_timestamp current_user curtime
  database date date_add date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear
  decode default degrees dense_rank elt encode exp export_set extract extractvalue field find_in_set
  first_value floor format format_bytes found_rows from_base64 from_days from_unixtime geomfromtext
  get_format greatest group_concat grouping hex hour if ifnull inet6_aton inet6_ntoa inet_aton
  inet_ntoa insert instr is_free_lock is_ipv4 is_ipv6 is_used_lock is_uuid isnull json_array
  json_array_append json_array_insert json_arrayagg json_compact json_contains json_contains_path
  json_depth json_detailed json_equals json_exists json_extract json_insert json_keys json_length
  json_loose json_merge json_merge_patch json_merge_preserve json_normalize json_object
  json_objectagg json_overlaps json_pretty json_query json_quote json_remove json_replace
  json_search json_set json_table json_type json_unquote json_valid json_value lag last_day
  last_value lastval lcase lead least left length linestring ln localtime localtimestamp locate log
  log10 log2 lower lpad ltrim make_set makedate maketime match max md5 median microsecond mid min
  minute mod month monthname now nth_value ntile nullif nvl nvl2 oct octet_length ord password
  percent_rank percentile_cont percentile_disc period_add period_diff pi point polygon position pow
  power quarter quote radians rand rank regexp_instr regexp_like regexp_replace regexp_substr repeat
  replace reverse right round row row_count row_number rpad rtrim schema sec_to_time second
  session_user sha sha1 sha2 sign sin soundex space sqrt st_area st_asbinary st_asgeojson st_astext
  st_aswkb st_aswkt st_buffer st_centroid st_contains st_crosses st_distance st_distance_sphere
  st_envelope st_equals st_geomfromtext st_geomfromwkb st_intersection st_intersects st_isvalid
  st_length st_overlaps st_srid st_touches st_union st_within st_x st_y std stddev stddev_pop
  stddev_samp str_to_date strcmp subdate substr substring substring_index subtime sum sysdate
  system_user tan time time_format time_to_sec timediff timestamp timestampadd timestampdiff to_base64
  to_char to_days to_seconds trim truncate ucase uncompress unhex unix_timestamp updatexml upper
  user utc_date utc_time utc_timestamp uuid uuid_short uuid_to_bin values value var_pop var_samp
  variance version week weekday weekofyear weight_string year yearweek
  interval against sleep benchmark`.split(/\s+/),
);

/** Types with a length, and what takes a list in brackets without being called. */
const NO_CALLS: ReadonlySet<string> = new Set(
  `decimal numeric dec varchar nchar nvarchar varbinary bit float double int integer bigint smallint
  tinyint mediumint signed unsigned datetime any some all`.split(/\s+/),
);

const EFFECTS: Readonly<Record<string, StatementKind>> = {
  ...{ get_lock: "utility", release_lock: "utility", release_all_locks: "utility" },
  ...{ last_insert_id: "utility", master_pos_wait: "utility", source_pos_wait: "utility" },
  ...{ nextval: "write", setval: "write" },
};

export function isCallByName(name: string): boolean {
  return !NO_CALLS.has(name);
}

/** What a call by this name does; null: nobody knows. Of a name in a database or in backticks too. */
export function effectOfCall(name: string): StatementKind | null {
  if (PURE.has(name) || name === "load_file") return "read";
  return Object.hasOwn(EFFECTS, name) ? (EFFECTS[name] ?? null) : null;
}

/** It reads a file of the target's own machine. */
export const readsFile = (name: string) => name === "load_file";
