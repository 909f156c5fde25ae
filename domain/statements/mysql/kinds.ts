import type { StatementKind } from "../facts";
import type { Token } from "./tokens";
import { wordAt } from "./top-words";

const list = (words: string) => new Set(words.split(/\s+/));

const UTILITIES = list(
  `use flush reset kill optimize analyze check checksum repair lock unlock cache handler deallocate
  purge change stop`,
);
const DEFINES = list("create alter drop rename");
const PERSONS = list("user role");
const BODIES = list("procedure function trigger event package");
const BEHIND_CREATE = list(
  "or replace temporary definer aggregate if not exists online ignore unique",
);

/** What a statement does whose first word says it. What has no line here, nobody knows. */
export function kindOfWords(tokens: readonly Token[]): StatementKind {
  const first = wordAt(tokens, 0);
  const decide = Object.hasOwn(BY_LOOKING, first) ? BY_LOOKING[first] : undefined;
  if (decide !== undefined) return decide(tokens);
  if (DEFINES.has(first)) return ofDefinition(tokens);
  return UTILITIES.has(first) ? "utility" : "unknown";
}

const isTransaction = (tokens: readonly Token[], word: string) =>
  tokens.length === 1 || wordAt(tokens, 1) === word;

/** First words that need a look at the next one, or that have a kind of their own. */
const BY_LOOKING: Readonly<Record<string, (tokens: readonly Token[]) => StatementKind>> = {
  ...{ show: () => "read", do: () => "read", help: () => "read" },
  ...{ grant: () => "privilege", revoke: () => "privilege", truncate: () => "write" },
  ...{ commit: () => "transaction", rollback: () => "transaction", xa: () => "transaction" },
  ...{ savepoint: () => "transaction", release: () => "transaction" },
  ...{ load: ofFiles, set: ofSet },
  begin: (tokens) => (isTransaction(tokens, "work") ? "transaction" : "unknown"),
  start: (tokens) => (wordAt(tokens, 1) === "transaction" ? "transaction" : "utility"),
};

/** A file of the person's own machine is never given to a target. */
function ofFiles(tokens: readonly Token[]): StatementKind {
  const isLocal = tokens.slice(0, 5).some(({ text }) => text === "local");
  return isLocal ? "unknown" : "write";
}

function ofSet(tokens: readonly Token[]): StatementKind {
  const words = [1, 2].map((at) => wordAt(tokens, at));
  if (["password", "role", "default"].includes(words[0] ?? "")) return "privilege";
  if (words[0] === "statement") return "unknown"; // It carries another.
  return words.includes("transaction") ? "transaction" : "utility";
}

function ofDefinition(tokens: readonly Token[]): StatementKind {
  const what = wordAt(tokens, whatIsDefined(tokens));
  if (PERSONS.has(what)) return "privilege";
  if (isBody(tokens))
    return tokens.some(({ text, kind }) => kind === "sign" && text === ";") ? "unknown" : "schema";
  return "schema";
}

function whatIsDefined(tokens: readonly Token[]): number {
  let at = 1;
  while (BEHIND_CREATE.has(wordAt(tokens, at))) {
    at += wordAt(tokens, at) === "definer" ? lengthOfDefiner(tokens, at) : 1;
  }
  return at;
}

/** `DEFINER = name@host`, `DEFINER = CURRENT_USER()`. */
function lengthOfDefiner(tokens: readonly Token[], from: number): number {
  let at = from + 1;
  while (at < tokens.length && !BODIES.has(wordAt(tokens, at)) && !isOther(wordAt(tokens, at)))
    at += 1;
  return at - from;
}

const isOther = (word: string) => ["view", "sql", "table"].includes(word);

const COMPOUND = list("if while loop repeat for case declare");

/** It may hold semicolons of its own, so nobody knows where it ends but the server. */
export function isBody(tokens: readonly Token[]): boolean {
  const first = wordAt(tokens, 0);
  if (first === "begin") return !["", ";", "work"].includes(wordAt(tokens, 1));
  if (COMPOUND.has(first)) return true;
  if (first !== "create" && first !== "alter") return false;
  return BODIES.has(wordAt(tokens, whatIsDefined(tokens)));
}
