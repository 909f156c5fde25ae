import type { StatementKind } from "../facts";
import type { Command } from "./lookup";
import { asOption } from "./words";

const list = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/));

/** They only tell, though Redis has no class for them, or one for those who run it. */
const TELLS = list(
  `acl|cat acl|dryrun acl|genpass acl|getuser acl|list acl|users acl|whoami client|getname
  client|getredir client|id client|info client|list client|trackinginfo cluster|countkeysinslot
  cluster|count-failure-reports cluster|getkeysinslot cluster|info cluster|keyslot cluster|links
  cluster|myid cluster|nodes cluster|replicas cluster|shards cluster|slaves cluster|slots command
  command|count command|docs command|getkeys command|getkeysandflags command|info command|list
  config|get echo function|dump function|list function|stats info lastsave latency|doctor
  latency|graph latency|histogram latency|history latency|latest memory|doctor memory|malloc-stats
  memory|stats module|list ping pubsub|channels pubsub|numpat pubsub|numsub pubsub|shardchannels
  pubsub|shardnumsub role script|exists slowlog|get slowlog|len time`,
);
/** Who may do what, acting as another, and settings: they decide who comes in and which files are written. */
const OF_RIGHTS = list(
  "acl|deluser acl|load acl|save acl|setuser auth config|rewrite config|set reset",
);
/** Code that is kept. */
const DEFINES = list(
  "function|delete function|flush function|load function|restore script|flush script|load",
);
const TRANSACTIONS = list("discard exec multi unwatch watch");
/** The session, who listens to what, and the running of the server. */
const UTILITIES = list(
  `asking bgrewriteaof bgsave client|caching client|kill client|no-evict client|pause client|reply
  client|setname client|tracking client|unblock client|unpause config|resetstat function|kill
  latency|reset memory|purge monitor psubscribe publish punsubscribe quit readonly readwrite save
  script|kill select shutdown slowlog|reset spublish ssubscribe subscribe sunsubscribe unsubscribe
  wait`,
);
/** The data of another server in place of all that is there. */
const REPLACES_ALL = list("replicaof slaveof");
/** They run code that nobody has read, whatever Redis calls them. */
const RUNS_CODE = list("eval eval_ro evalsha evalsha_ro fcall fcall_ro pfdebug");
const REACHES_OUTSIDE = list(
  `acl|load acl|save bgrewriteaof bgsave config|rewrite config|set migrate module|load module|loadex
  replicaof save shutdown slaveof`,
);
const EVERY_KEY = list("flushall flushdb swapdb replicaof slaveof");
const WITHOUT_BOUNDS = list("hgetall hkeys hvals keys smembers sunion");

/** What a command does. What has no line here is what Redis says of it, and otherwise nobody knows. */
export function kindOf(command: Command, words: readonly string[]): StatementKind {
  const { name, commandClass } = command;
  if (RUNS_CODE.has(name)) return "unknown";
  const decide = BY_LOOKING.get(name);
  if (decide !== undefined) return decide(words);
  for (const [names, kind] of BY_NAME) if (names.has(name)) return kind;
  if (name.endsWith("|help") || commandClass === "readonly") return "read";
  return commandClass === "write" ? "write" : "unknown";
}

const BY_NAME: readonly (readonly [ReadonlySet<string>, StatementKind])[] = [
  [TELLS, "read"],
  [OF_RIGHTS, "privilege"],
  [DEFINES, "schema"],
  [TRANSACTIONS, "transaction"],
  [UTILITIES, "utility"],
  [REPLACES_ALL, "write"],
];

type Decide = (words: readonly string[]) => StatementKind;

const says = (words: readonly string[], from: number, options: readonly string[]) =>
  words.slice(from).some((word) => options.includes(asOption(word)));

/** Read unless they say one of these words, which would stand elsewhere for a name at worst. */
const readsWithout =
  (...options: readonly string[]): Decide =>
  (words) =>
    says(words, 2, options) ? "write" : "read";

const BY_LOOKING: ReadonlyMap<string, Decide> = new Map([
  ["acl|log", (words) => (words.length > 2 && says(words, 2, ["reset"]) ? "utility" : "read")],
  ["bitfield", readsWithout("set", "incrby")],
  ["georadius", readsWithout("store", "storedist")],
  ["georadiusbymember", readsWithout("store", "storedist")],
  ["getex", (words) => (words.length === 2 ? "read" : "write")],
  ["hello", (words) => (says(words, 1, ["auth"]) ? "privilege" : "utility")],
  ["sort", readsWithout("store")],
]);

/** Files of the target's machine, code from them, or another server. */
export const reachesOutside = (name: string) => REACHES_OUTSIDE.has(name);
/** Whatever keys there are. */
export const touchesEveryKey = (name: string) => EVERY_KEY.has(name);
/** It gives back all that it finds, however much. */
export const hasNoBounds = (name: string) => WITHOUT_BOUNDS.has(name);
