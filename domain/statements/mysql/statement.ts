import { type StatementFacts, type StatementKind, UNKNOWN_FACTS } from "../facts";
import { strongest } from "../postgres/kinds";
import { kindOfWords } from "./kinds";
import { hasLimit } from "./limit";
import { survey } from "./survey";
import type { Token } from "./tokens";
import { indexAtTop, wordAt } from "./top-words";
import { whereOf, writtenPart } from "./written-part";

export type Facts = Omit<StatementFacts, "startByte" | "endByte" | "start" | "end">;

const UNKNOWN: Facts = UNKNOWN_FACTS;
const VERBS = ["select", "values", "table", "insert", "replace", "update", "delete"];
const FORMS: Readonly<Record<string, string>> = {
  ...{ select: "SelectStmt", values: "SelectStmt", table: "SelectStmt", do: "SelectStmt" },
  ...{ insert: "InsertStmt", replace: "InsertStmt", update: "UpdateStmt", delete: "DeleteStmt" },
  ...{ truncate: "TruncateStmt", show: "VariableShowStmt", load: "CopyStmt" },
};

/** What one statement does, from its words. */
export function factsOfStatement(tokens: readonly Token[]): Facts {
  const first = wordAt(tokens, 0);
  if (first === "explain" || first === "describe" || first === "desc") return ofExplain(tokens);
  if (first === "analyze") return ofAnalyze(tokens);
  const verb = verbOf(tokens);
  if (verb === null) return ofOthers(tokens, first);
  return ofVerb(tokens, verb);
}

/** The word that says what is done, behind WITH and brackets. */
function verbOf(tokens: readonly Token[]): string | null {
  const first = wordAt(tokens, 0);
  if (VERBS.includes(first)) return first;
  if (first === "(") return wordAt(tokens, bracketsOf(tokens)) === "select" ? "select" : null;
  if (first !== "with") return null;
  return wordAt(tokens, indexAtTop(tokens, VERBS)) || null;
}

function bracketsOf(tokens: readonly Token[]): number {
  let at = 0;
  while (wordAt(tokens, at) === "(") at += 1;
  return at;
}

function ofVerb(tokens: readonly Token[], verb: string): Facts {
  const part = writtenPart(tokens, verb);
  const found = survey(tokens, part);
  const isWrite = !["select", "values", "table"].includes(verb);
  const where = whereOf(tokens, verb);
  const kind = strongest([isWrite ? "write" : "read", ...found.kinds]);
  return {
    ...surveyed(found),
    ...{ kind, form: FORMS[verb] ?? "Unparsed", executes: null, where },
    everyRow: where !== null && where !== "given",
    hasLimit: isWrite ? null : hasLimit(tokens, found.relations.length > 0),
    returns: isWrite && indexAtTop(tokens, ["returning"]) >= 0,
  };
}

function surveyed(found: ReturnType<typeof survey>) {
  const { relations, functions, unknownCalls, joins, outside } = found;
  const calls = [...new Set(functions.map(({ name }) => name))];
  const { readsByText } = UNKNOWN_FACTS; // MySQL has no function that does.
  return { relations, functions, calls, unknownCalls, readsByText, joins, outside };
}

function ofOthers(tokens: readonly Token[], first: string): Facts {
  const kind = kindOfWords(tokens);
  const form = FORMS[first] ?? (kind === "unknown" ? "Unparsed" : nameOf(first));
  const found = survey(callsPart(tokens, first), writtenPart(tokens, first));
  const isUnsure = found.unknownCalls.length > 0 && kind !== "read";
  const effects = strongest([kind, ...found.kinds]);
  return {
    ...{ ...UNKNOWN, ...surveyed(found), form },
    kind: isUnsure ? "unknown" : effects,
    everyRow: first === "truncate",
    outside: found.outside || readsFiles(tokens, first),
    hasLimit: null,
  };
}

/** Definitions are full of brackets: of these only a query is asked. */
function callsPart(tokens: readonly Token[], first: string): readonly Token[] {
  if (["set", "show", "do", "kill", "truncate", "load", "handler"].includes(first)) return tokens;
  if (first !== "create" && first !== "alter") return namesOnly(tokens);
  const query = tokens.findIndex(({ kind, text }) => kind === "word" && text === "select");
  return query < 0
    ? namesOnly(tokens)
    : [...namesOnly(tokens.slice(0, query)), ...tokens.slice(query)];
}

function namesOnly(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex(({ kind, text }) => kind === "sign" && text === "(");
  return end < 0 ? tokens : tokens.slice(0, end);
}

function readsFiles(tokens: readonly Token[], first: string): boolean {
  return first === "load" && !tokens.slice(0, 5).some(({ text }) => text === "local");
}

function nameOf(first: string): string {
  return `${first.slice(0, 1).toUpperCase()}${first.slice(1)}Stmt`;
}

/** EXPLAIN plans only, unless it says ANALYZE; MariaDB's ANALYZE always runs what it explains. */
function ofExplain(tokens: readonly Token[]): Facts {
  let at = 1;
  const analyzes = wordAt(tokens, at) === "analyze";
  if (analyzes) at += 1;
  at = behindOptions(tokens, at);
  const rest = tokens.slice(at);
  if (analyzes) return ofAnalyzed(rest);
  if (verbOf(rest) === null && !isOfTable(rest)) return UNKNOWN;
  const inner = verbOf(rest) === null ? UNKNOWN : factsOfStatement(rest);
  const relations = inner.relations.map((relation) => ({ ...relation, access: "read" as const }));
  return {
    ...{
      ...inner,
      kind: "read",
      form: "ExplainStmt",
      where: null,
      everyRow: false,
      returns: false,
    },
    ...{ outside: false, relations: uniquely(relations) },
  };
}

/** `EXPLAIN t`, `DESCRIBE s.t column`. */
function isOfTable(rest: readonly Token[]): boolean {
  const first = wordAt(rest, 0);
  return rest.length <= TOKENS_OF_TABLE_MAX && first !== "for" && first !== "into";
}

/** Schema, dot, table and column. */
const TOKENS_OF_TABLE_MAX = 4;

function uniquely(relations: Facts["relations"]): Facts["relations"] {
  return [...new Map(relations.map((one) => [JSON.stringify(one), one])).values()];
}

function ofAnalyze(tokens: readonly Token[]): Facts {
  const next = wordAt(tokens, 1);
  if (["table", "local", "no_write_to_binlog"].includes(next)) return ofOthers(tokens, "analyze");
  return ofAnalyzed(tokens.slice(behindOptions(tokens, 1)));
}

function ofAnalyzed(rest: readonly Token[]): Facts {
  if (verbOf(rest) === null) return UNKNOWN;
  const inner = factsOfStatement(rest);
  return { ...inner, form: "ExplainStmt", executes: inner.form, hasLimit: null, returns: false };
}

function behindOptions(tokens: readonly Token[], from: number): number {
  let at = from;
  while (["extended", "partitions"].includes(wordAt(tokens, at))) at += 1;
  return wordAt(tokens, at) === "format" && wordAt(tokens, at + 1) === "=" ? at + 3 : at;
}

export function unknownFacts(all: readonly Facts[]): Facts {
  const relations = uniquely(all.flatMap((one) => one.relations));
  const kind: StatementKind = "unknown";
  return { ...UNKNOWN, kind, relations };
}
