import { z } from "zod";
import type { CommandClass } from "@/domain/statements/redis/commands";
import type { RedisTarget } from "../redis-target";

const keySpec = z.object({
  flags: z.array(z.string()),
  begin_search: z.object({
    type: z.enum(["index", "keyword", "unknown"]),
    spec: z.object({ index: z.number(), keyword: z.string(), startfrom: z.number() }).partial(),
  }),
  find_keys: z.object({
    type: z.enum(["range", "keynum", "unknown"]),
    spec: z.record(z.string(), z.number()),
  }),
});
type KeySpec = z.infer<typeof keySpec>;

/** One command as `COMMAND` tells of it: name, arity, flags, three of old, ACL, tips, keys, its own. */
const oneCommand = z.tuple([
  ...[z.string(), z.number(), z.array(z.string()), z.unknown(), z.unknown(), z.unknown()],
  ...[z.unknown(), z.unknown(), z.array(keySpec), z.array(z.unknown())],
] as const);

export interface ServerCommand {
  readonly name: string;
  readonly commandClass: CommandClass;
  /** Where its keys stand, in the words of `domain/statements/redis/commands.ts`. */
  readonly keys: string;
}

/** Every command and subcommand of this server. */
export function commandsOfServer(server: RedisTarget): ServerCommand[] {
  return commandsOf(JSON.parse(server.cli("COMMAND", { json: true })));
}

function commandsOf(reply: unknown): ServerCommand[] {
  return z
    .array(oneCommand)
    .parse(reply)
    .flatMap((command) => {
      const [name, , flags] = command;
      const keys = command[8].flatMap(wordsOfKeys).join("; ");
      return [{ name, commandClass: classOf(flags), keys }, ...commandsOf(command[9])];
    });
}

function classOf(flags: readonly string[]): CommandClass {
  const classes = ["write", "readonly", "admin"] as const;
  return classes.find((one) => flags.includes(one)) ?? "other";
}

/** What is no key, and what the server itself cannot place, has no words. */
function wordsOfKeys({ flags, begin_search: begin, find_keys: find }: KeySpec): string[] {
  if (flags.includes("not_key") || begin.type === "unknown" || find.type === "unknown") return [];
  const { index, keyword, startfrom } = begin.spec;
  const from = begin.type === "index" ? `${index}` : `${keyword?.toLowerCase()}:${startfrom}`;
  const places = Object.values(find.spec).join(" ");
  const access = flags.includes("RO") ? "r" : "w";
  return [`${access} ${from} ${find.type} ${places}`];
}
