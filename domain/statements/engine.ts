import { loadModule, parseSync, SqlError } from "libpg-query";
import { classify } from "./classify";
import type { ParsedText, StatementFacts, StatementParser } from "./facts";
import { characterOffsets } from "./offsets";
import { isNode, type TreeNode, unwrap } from "./postgres/tree";

/** Larger texts are of unknown effect: the parser's time grows with them. */
const TEXT_BYTES_MAX = 1024 * 1024;
const STATEMENTS_MAX = 10_000;
/** The same text has the same facts, and many are sent again and again. */
const FACTS_REMEMBERED_MAX = 50;
/** Trees are large, and asked for right after the facts. */
const TREES_REMEMBERED_MAX = 1;
const REMEMBERED_CHARACTERS_MAX = 2_000;
const UTF8 = new TextEncoder();

/** PostgreSQL's own parser, compiled to wasm. Loaded once at start and handed in. */
export async function loadStatementParser(): Promise<StatementParser> {
  await loadModule();
  const read = remembering(parse, TREES_REMEMBERED_MAX);
  const facts = remembering((text) => read(text).parsed, FACTS_REMEMBERED_MAX);
  return { parse: facts, trees: (text) => read(text).trees };
}

interface Read {
  readonly parsed: ParsedText;
  readonly trees: readonly unknown[] | null;
}

/** Of short texts what was read of the last ones is kept. */
function remembering<T>(read: (text: string) => T, max: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > REMEMBERED_CHARACTERS_MAX) return read(text);
    const last = known.get(text);
    if (last !== undefined) known.delete(text);
    const found = last ?? read(text);
    known.set(text, found);
    const [oldest] = known.keys();
    if (known.size > max && oldest !== undefined) known.delete(oldest);
    return found;
  };
}

const UNPARSED: Read = { parsed: { kind: "unparsed", position: null }, trees: null };

function parse(text: string): Read {
  const bytes = UTF8.encode(text);
  if (bytes.byteLength > TEXT_BYTES_MAX || text.includes("\0")) return UNPARSED;
  if (text.trim() === "") return { parsed: { kind: "parsed", statements: [] }, trees: [] };
  try {
    const tree: unknown = parseSync(text);
    const found = isNode(tree) ? tree["stmts"] : null;
    if (!Array.isArray(found) || found.length > STATEMENTS_MAX) return UNPARSED;
    const statements = factsOfAll(found, text, bytes);
    return { parsed: { kind: "parsed", statements }, trees: found.map(treeOf) };
  } catch (error) {
    return unparsedBecauseOf(error);
  }
}

/** Whatever went wrong in there, the answer is the same: nobody knows what this text does. */
function unparsedBecauseOf(error: unknown): Read {
  if (!(error instanceof SqlError)) return UNPARSED;
  const position = error.sqlDetails?.cursorPosition ?? null;
  return { parsed: { kind: "unparsed", position }, trees: null };
}

function treeOf(raw: unknown): unknown {
  return isNode(raw) ? raw["stmt"] : null;
}

function factsOfAll(found: readonly unknown[], text: string, bytes: Uint8Array): StatementFacts[] {
  const ranges = found.map((raw) => rangeOf(raw, bytes.byteLength));
  const at = characterOffsets({ text, bytes }, ranges.flat());
  return found.map((raw, index) => {
    const [startByte, endByte] = ranges[index] ?? [0, bytes.byteLength];
    const [form, statement] = statementOf(raw);
    return classify({
      form,
      statement,
      startByte,
      endByte,
      start: at(startByte),
      end: at(endByte),
    });
  });
}

function rangeOf(raw: unknown, bytesLength: number): [number, number] {
  const node = isNode(raw) ? raw : {};
  const start = typeof node["stmt_location"] === "number" ? node["stmt_location"] : 0;
  const length = typeof node["stmt_len"] === "number" ? node["stmt_len"] : 0;
  return [start, length === 0 ? bytesLength : start + length]; // 0: up to the end of the text.
}

function statementOf(raw: unknown): readonly [string, TreeNode] {
  const [form, statement] = unwrap(isNode(raw) ? raw["stmt"] : null);
  return [form === "" ? "Unparsed" : form, statement];
}
