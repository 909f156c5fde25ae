import { listInWords } from "../requests/words";
import type { Relation, StatementFacts, StatementKind } from "./facts";

const NAMED_MAX = 4;

const KINDS: Readonly<Record<StatementKind, string>> = {
  read: "a read",
  write: "a write",
  schema: "a change of the schema",
  privilege: "a change of privileges",
  transaction: "transaction control",
  utility: "a utility statement",
  unknown: "of unknown effect",
};

/** What is known of one statement, in plain words, the kind first. */
export function describeFacts(facts: StatementFacts): readonly string[] {
  const { kind, form, everyRow, hasLimit, joins, outside, functions, unknownCalls } = facts;
  return [
    form === "Unparsed" ? "cannot be parsed: a write of unknown effect" : KINDS[kind],
    ...relationsInWords("reads", facts, "read"),
    ...relationsInWords("writes", facts, "write"),
    ...said(everyRow, "may touch every row"),
    ...said(hasLimit === false, "no LIMIT"),
    ...said(joins > 0, joins === 1 ? "1 join" : `${joins} joins`),
    ...named("calls", functions.map(withSchema)),
    ...named("calls what nobody knows", unknownCalls),
    ...said(outside, "reaches files or programs of the target"),
  ];
}

function said(holds: boolean, words: string): readonly string[] {
  return holds ? [words] : [];
}

function relationsInWords(
  verb: string,
  { relations }: StatementFacts,
  access: Relation["access"],
): readonly string[] {
  return named(verb, relations.filter((one) => one.access === access).map(withSchema));
}

function withSchema({ schema, name }: { readonly schema: string | null; readonly name: string }) {
  return schema === null ? name : `${schema}.${name}`;
}

function named(verb: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${verb} ${listInWords(names, "and", NAMED_MAX)}`];
}
