/** What a statement does. Anything that is not plainly a read is not a read. */
export const STATEMENT_KINDS = [
  "read",
  "write",
  "schema",
  "transaction",
  "utility",
  "unknown",
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** One statement of a text. `unknown` is a write of unknown effect. */
export interface StatementFacts {
  readonly kind: StatementKind;
  /** The parser's word: `SelectStmt`, `DeleteStmt`; `Unparsed` for what it could not read. */
  readonly form: string;
  /** UTF-8 bytes from the start of the whole text; `end` is behind the last one. */
  readonly startByte: number;
  readonly endByte: number;
  /** The same places in UTF-16 units, as `slice` takes them. */
  readonly start: number;
  readonly end: number;
  /** UPDATE or DELETE without WHERE, or TRUNCATE: touches every row. */
  readonly everyRow: boolean;
  /** Reads or writes a file, or starts a program, on the target's own machine. */
  readonly outside: boolean;
  /** Names of called functions, lower case, without their schema. */
  readonly calls: readonly string[];
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

/** For those who need facts of any text: what was not parsed is one statement of unknown effect. */
export function factsOf(parser: StatementParser, text: string): readonly StatementFacts[] {
  const parsed = parser.parse(text);
  if (parsed.kind === "parsed") return parsed.statements;
  const endByte = new TextEncoder().encode(text).byteLength;
  return [
    {
      ...{ kind: "unknown", form: "Unparsed", startByte: 0, endByte, start: 0, end: text.length },
      ...{ everyRow: false, outside: false, calls: [], returns: false },
    },
  ];
}
