export interface RelationName {
  /** `null` where the statement does not say it: the search path decides, which nobody knows here. */
  readonly schema: string | null;
  readonly name: string;
}

/** Whether a name, in lower case, fits. */
type Glob = (name: string) => boolean;

interface RelationPattern {
  /** `null`: whichever. */
  readonly schema: Glob | null;
  readonly name: Glob;
}

interface RelationPatterns {
  /** Those of a whole name, by that name. */
  readonly whole: ReadonlyMap<string, readonly RelationPattern[]>;
  readonly others: readonly RelationPattern[];
}

/** Read once for as long as the rule itself is kept: its lists are never changed in place. */
const PATTERNS = new WeakMap<readonly string[], RelationPatterns>();

/**
 * Whether a relation fits any of these: `schema.table`, or `table` in any schema. A star stands for what
 * you like and a question mark for one sign; letter case does not count. One that is named without its
 * schema fits whatever schema a pattern names: it may be that one.
 */
export function relationFitsAny(patterns: readonly string[], relation: RelationName): boolean {
  const { whole, others } = patternsOf(patterns);
  const name = relation.name.toLowerCase();
  const named = whole.get(name);
  if (named?.some((pattern) => schemaFits(pattern, relation)) === true) return true;
  for (const pattern of others) {
    if (pattern.name(name) && schemaFits(pattern, relation)) return true;
  }
  return false;
}

function schemaFits({ schema: pattern }: RelationPattern, { schema }: RelationName): boolean {
  return pattern === null || schema === null || pattern(schema.toLowerCase());
}

function patternsOf(patterns: readonly string[]): RelationPatterns {
  const known = PATTERNS.get(patterns);
  if (known !== undefined) return known;
  const whole = new Map<string, RelationPattern[]>();
  const others: RelationPattern[] = [];
  for (const written of patterns) {
    const [name, pattern] = patternOf(written.toLowerCase());
    if (isPlain(name)) whole.set(name, [...(whole.get(name) ?? []), pattern]);
    else others.push(pattern);
  }
  const read = { whole, others };
  PATTERNS.set(patterns, read);
  return read;
}

function patternOf(written: string): readonly [name: string, pattern: RelationPattern] {
  const dot = written.indexOf(".");
  const name = written.slice(dot + 1);
  const schema = dot < 0 ? null : globOf(written.slice(0, dot));
  return [name, { schema, name: globOf(name) }];
}

function isPlain(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

/** Most are a name, or a part of one between stars: those need no walk. */
function globOf(pattern: string): Glob {
  const word = pattern.replace(/^\*|\*$/g, "");
  if (!isPlain(word) || word === "") return (name) => walkFits(pattern, name);
  const [before, behind] = [pattern.startsWith("*"), pattern.endsWith("*")];
  if (before && behind) return (name) => name.includes(word);
  if (before) return (name) => name.endsWith(word);
  return behind ? (name) => name.startsWith(word) : (name) => name === word;
}

/** Goes back to the last star only, so that no pattern takes more than length × length. */
function walkFits(p: string, n: string): boolean {
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
  while (p[at] === "*") at += 1;
  return at === p.length;
}
