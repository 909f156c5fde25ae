import { type Relation, type StatementFacts, UNKNOWN_FACTS } from "../facts";
import { keysOf } from "./keys";
import { hasNoBounds, kindOf, reachesOutside, touchesEveryKey } from "./kinds";
import { type Command, commandOf } from "./lookup";
import { lower } from "./words";

export type CommandFacts = Omit<StatementFacts, "startByte" | "endByte" | "start" | "end">;

const NAME_CHARACTERS_MAX = 100;

/**
 * What one command does, from its words. Keys are its relations, and its name is a function that it
 * calls: `get`, `config|set`.
 */
export function factsOfCommand(words: readonly string[]): CommandFacts {
  const command = commandOf(words);
  const name = command?.name ?? lower(words[0] ?? "").slice(0, NAME_CHARACTERS_MAX);
  const named = { calls: [name], functions: [{ schema: null, name }] };
  if (command === null) return { ...UNKNOWN_FACTS, ...named, unknownCalls: [name] };
  const keys = keysOf(command, words);
  const kind = keys === null ? "unknown" : kindOf(command, words);
  return {
    ...{ ...UNKNOWN_FACTS, ...named, kind, form: name },
    relations: uniquely([...patternsOf(command, words), ...(keys ?? [])], kind === "read"),
    everyRow: touchesEveryKey(name),
    hasLimit: kind === "read" && hasNoBounds(name) ? false : null,
    outside: reachesOutside(name),
  };
}

/** KEYS looks at all names: what it asks for stands for them. */
function patternsOf({ name }: Command, words: readonly string[]): Relation[] {
  const pattern = words[1];
  if (name !== "keys" || pattern === undefined) return [];
  return [{ schema: null, name: pattern, access: "read" }];
}

function uniquely(keys: readonly Relation[], isRead: boolean): Relation[] {
  const relations = keys.map((key): Relation => (isRead ? { ...key, access: "read" } : key));
  return [...new Map(relations.map((one) => [JSON.stringify(one), one])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, relation]) => relation);
}
