// Writes domain/statements/redis/commands.ts from what a real Redis says of its commands.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { startRedisTarget } from "../testing/redis-target";
import { commandsOfServer } from "../testing/statements/redis-commands-of-server";

const FILE = path.resolve("domain/statements/redis/commands.ts");
const HEAD = `/** What Redis itself says of a command: one class each. */
export type CommandClass = "write" | "readonly" | "admin" | "other";

export type CommandRow = readonly [commandClass: CommandClass, keys: string, names: string];

/**
 * The commands of Redis 7.0 by class and by where their keys stand, written by
 * scripts/write-redis-commands.ts. Keys: access, where to begin (a place, or behind a word that is looked
 * for from a place on), and then \`range\` (last, step, limit) or \`keynum\` (place of the number, first, step).
 */
export const REDIS_COMMANDS: readonly CommandRow[] = [
`;

const server = await startRedisTarget();
const rows = new Map<string, string[]>();
for (const { name, commandClass, keys } of commandsOfServer(server)) {
  const row = JSON.stringify([commandClass, keys]);
  rows.set(row, [...(rows.get(row) ?? []), name]);
}
await server.stop();
const lines = [...rows]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([row, names]) => `${row.slice(0, -1)}, \`${wrapped(names.sort())}\`],\n`);
writeFileSync(FILE, `${HEAD}${lines.join("")}];\n`);
execFileSync(path.resolve("node_modules/.bin/biome"), ["format", "--write", FILE]);

/** Names in lines of the usual width. */
function wrapped(names: readonly string[]): string {
  const WIDTH = 96;
  const wrappedLines = [""];
  for (const name of names) {
    const line = wrappedLines.at(-1) ?? "";
    if (line.length + name.length > WIDTH) wrappedLines.push(`    ${name}`);
    else wrappedLines[wrappedLines.length - 1] = line === "" ? name : `${line} ${name}`;
  }
  return wrappedLines.join("\n");
}
