import { type CommandClass, REDIS_COMMANDS } from "./commands";
import { lower } from "./words";

export interface Command {
  /** As Redis calls it: `get`, `config|set`. */
  readonly name: string;
  readonly commandClass: CommandClass;
  readonly keys: readonly KeyPlace[];
}

/** Where some keys of a command stand among its words. */
export interface KeyPlace {
  readonly access: "read" | "write";
  /** A place, or behind this word, looked for from a place on: from the end where that is negative. */
  readonly begin: number | { readonly word: string; readonly from: number };
  readonly find: "range" | "keynum";
  readonly numbers: readonly [number, number, number];
}

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  REDIS_COMMANDS.flatMap(([commandClass, keys, names]) =>
    names
      .split(/\s+/)
      .map((name): [string, Command] => [name, { name, commandClass, keys: placesOf(keys) }]),
  ),
);
/** Those that do nothing without a word that says what. */
const CONTAINERS = new Set([...COMMANDS.keys()].map((name) => name.split("|")[0] ?? ""));
const HAS_OTHERS = new Set(
  [...CONTAINERS].filter((one) => [...COMMANDS.keys()].some((name) => name.startsWith(`${one}|`))),
);

/** The command that these words call; null: none that we know. */
export function commandOf(words: readonly string[]): Command | null {
  const first = lower(words[0] ?? "");
  const second = lower(words[1] ?? "");
  if (first.includes("|")) return null; // A name of the rules for people, not one that is called.
  const isBare = !HAS_OTHERS.has(first) || (first === "command" && words.length === 1);
  return COMMANDS.get(isBare ? first : `${first}|${second}`) ?? null;
}

function placesOf(keys: string): KeyPlace[] {
  return keys === "" ? [] : keys.split("; ").map(placeOf);
}

function placeOf(words: string): KeyPlace {
  const [access, begin = "", find, ...numbers] = words.split(" ");
  const [first = 0, second = 0, third = 0] = numbers.map(Number);
  const [word = "", from] = begin.split(":");
  return {
    access: access === "r" ? "read" : "write",
    begin: from === undefined ? Number(begin) : { word, from: Number(from) },
    find: find === "keynum" ? "keynum" : "range",
    numbers: [first, second, third],
  };
}
