import type { Random } from "../../seeded-random";

const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/.source;
const PARTS = new RegExp(`${QUOTED}| `, "g");
/** What may stand for a blank between two words. */
const BLANKS = [
  ...[" ", "\n", "\t", "/**/", "/* ; */", "/* a /* b */ */", "-- '\n", "/*! 1 */", " /* WHERE */ "],
  ...["\r\n", "\f", "-- WHERE id = 1\n", "/* $$ */", '/* " */'],
] as const;

/** The same statement in other clothes: what stands between words, and how words are written. */
export function disguised(sql: string, random: Random): string {
  if (random.next() < 0.4) return sql;
  const blank = () => (random.next() < 0.3 ? random.pick(BLANKS) : " ");
  const dressed = sql.replaceAll(PARTS, (part) => (part === " " ? blank() : part));
  const ended = random.next() < 0.2 ? `${dressed} ;;` : dressed;
  return random.next() < 0.1 ? `/* ${random.between(0, 9)} */${ended}` : ended;
}

/** A name of a table as a person might write it. */
export function nameWritten(name: string, random: Random): string {
  const inner = name.startsWith('"') ? name.slice(1, -1) : name;
  const first = inner.codePointAt(0) ?? 0;
  const escaped = `U&"\\${first.toString(16).padStart(4, "0")}${inner.slice(1)}"`;
  const longer = `U&"\\+${first.toString(16).padStart(6, "0")}${inner.slice(1)}"`;
  const plain = name === inner ? name.toUpperCase() : name;
  const written = random.pick([name, name, name, `"${inner}"`, escaped, longer, plain]);
  return random.next() < 0.25 ? `public.${written}` : written;
}
