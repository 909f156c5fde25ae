/**
 * Whether a name fits a pattern in which `*` stands for any characters and `?` for one; letter case
 * does not count. Goes back to the last star only, so that no pattern takes more than length × length.
 */
export function globFits(pattern: string, name: string): boolean {
  const p = pattern.toLowerCase();
  const n = name.toLowerCase();
  if (!endsAlike(p, n)) return false; // Nearly always so.
  let at = 0;
  let in_ = 0;
  let star = -1;
  let mark = 0;
  while (in_ < n.length) {
    if (at < p.length && p[at] === "*") {
      star = at;
      at += 1;
      mark = in_;
    } else if (at < p.length && (p[at] === "?" || p[at] === n[in_])) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      in_ = mark;
    } else {
      return false;
    }
  }
  return /^\**$/.test(p.slice(at));
}

function endsAlike(pattern: string, name: string): boolean {
  const last = pattern.at(-1);
  return last === "*" || last === "?" || last === name.at(-1);
}

export interface RelationName {
  /** `null` where the statement does not say it: the search path decides, which nobody knows here. */
  readonly schema: string | null;
  readonly name: string;
}

/**
 * Whether a relation fits `schema.table`, or `table` in any schema. One that is named without its
 * schema fits whatever schema the pattern names: it may be that one.
 */
export function relationFits(pattern: string, relation: RelationName): boolean {
  const dot = pattern.indexOf(".");
  if (dot < 0) return globFits(pattern, relation.name);
  const [schema, table] = [pattern.slice(0, dot), pattern.slice(dot + 1)];
  if (!globFits(table, relation.name)) return false;
  return relation.schema === null || globFits(schema, relation.schema);
}
