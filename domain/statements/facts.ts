/** What a statement does. Anything that is not plainly a read is not a read. */
export const STATEMENT_KINDS = [
  "read",
  "write",
  "schema",
  /** Who may do what: rights, roles, owners, policies; also acting as another role. */
  "privilege",
  "transaction",
  "utility",
  "unknown",
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** A relation as it is named; a view is named as the view. */
export interface Relation {
  /** As written; null where the search path decides. */
  readonly schema: string | null;
  readonly name: string;
  readonly access: "read" | "write";
}

/** A function as it is called, in lower case. */
export interface CalledFunction {
  readonly schema: string | null;
  readonly name: string;
}

/**
 * Which rows an UPDATE or a DELETE is bounded to. `always-true`: it is, or for all one can know may be,
 * true whatever the row.
 */
export const WHERE_FACTS = ["none", "always-true", "given"] as const;
export type WhereFact = (typeof WHERE_FACTS)[number];

/** One statement of a text. `unknown` is a write of unknown effect. */
export interface StatementFacts {
  /** The strongest of all that it does and carries. */
  readonly kind: StatementKind;
  /** The parser's word: `SelectStmt`, `DeleteStmt`; `Unparsed` for what it could not read. */
  readonly form: string;
  /** The form of the statement that EXPLAIN ANALYZE runs or PREPARE keeps; null for all others. */
  readonly executes: string | null;
  /** UTF-8 bytes from the start of the whole text; `end` is behind the last one. */
  readonly startByte: number;
  readonly endByte: number;
  /** The same places in UTF-16 units, as `slice` takes them. */
  readonly start: number;
  readonly end: number;
  /** Each once for each access, by name. What WITH names is none; what is defined is written. */
  readonly relations: readonly Relation[];
  /** The worst of all UPDATE, DELETE and MERGE in it; null without any. */
  readonly where: WhereFact | null;
  /** It touches every row, or may: `where` is not `given`, or it is a TRUNCATE, or a FLUSHALL of Redis. */
  readonly everyRow: boolean;
  /** Whether the rows that it gives back are bounded; null where it gives none of a relation. */
  readonly hasLimit: boolean | null;
  /** How many are joined to the first relation, by JOIN or comma, where they are most. */
  readonly joins: number;
  /** Reads or writes a file, or starts a program, on the target's own machine, or talks to another. */
  readonly outside: boolean;
  /** Names of called functions, lower case, without their schema. */
  readonly calls: readonly string[];
  /** The same with the schema that is written before them. */
  readonly functions: readonly CalledFunction[];
  /** Functions, operators and sampling methods, as written, of which nobody knows what they do. */
  readonly unknownCalls: readonly string[];
  /** Functions that read relations named by a text, as written: which ones, the statement does not say. */
  readonly readsByText: readonly string[];
  /** A write that gives rows back by itself: it has a RETURNING of its own. */
  readonly returns: boolean;
}

/** What a parser answers: the statements in order, or why it could not read the text. */
export type ParsedText =
  | { readonly kind: "parsed"; readonly statements: readonly StatementFacts[] }
  | { readonly kind: "unparsed"; readonly position: number | null };

export interface StatementParser {
  parse(text: string): ParsedText;
  /** The statements of a text as the parser's trees, in the order of `parse`; `null` when unparsed. */
  trees(text: string): readonly unknown[] | null;
}

/** Facts of which nothing is known: a write of unknown effect. */
export const UNKNOWN_FACTS = {
  ...{ kind: "unknown", form: "Unparsed", executes: null, relations: [], where: null },
  ...{ everyRow: false, hasLimit: null, joins: 0, outside: false, returns: false },
  ...{ calls: [], functions: [], unknownCalls: [], readsByText: [] },
} as const satisfies Partial<StatementFacts>;

/** For those who need facts of any text: what was not parsed is one statement of unknown effect. */
export function factsOf(parser: StatementParser, text: string): readonly StatementFacts[] {
  const parsed = parser.parse(text);
  if (parsed.kind === "parsed") return parsed.statements;
  const endByte = new TextEncoder().encode(text).byteLength;
  return [{ ...UNKNOWN_FACTS, startByte: 0, endByte, start: 0, end: text.length }];
}

/** It reads, and calls nothing that might do more. Anything else may change something. */
export function onlyReads(
  facts: Pick<StatementFacts, "kind" | "unknownCalls" | "outside">,
): boolean {
  return facts.kind === "read" && facts.unknownCalls.length === 0 && !facts.outside;
}
