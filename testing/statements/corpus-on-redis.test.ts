import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CorpusEntry } from "@/domain/statements/corpus/entry";
import { REDIS_CORPUS } from "@/domain/statements/corpus/redis/corpus";
import { DOUBTS } from "@/domain/statements/corpus/redis/doubts";
import { REDIS_COMMANDS } from "@/domain/statements/redis/commands";
import { factsOfCommand } from "@/domain/statements/redis/facts-of-command";
import { wordsOfLine } from "@/domain/statements/redis/words";
import { type RedisTarget, startRedisTarget } from "../redis-target";
import { commandsOfServer } from "./redis-commands-of-server";
import { type Snapshot, seedCorpus, snapshot } from "./redis-corpus-target";

let server: RedisTarget;
let untouched: Snapshot;

beforeAll(async () => {
  server = await startRedisTarget();
  seedCorpus(server);
  untouched = snapshot(server);
});
afterAll(() => server.stop());

const all = [...REDIS_CORPUS, ...DOUBTS];
/** They never end by themselves. */
const GOES_ON = /^(?:P?SUBSCRIBE|MONITOR)/;
const LISTENS_MS = 500;

interface Ran {
  readonly isRefused: boolean;
  readonly after: Snapshot;
}

/** Read and run by redis-cli; what it changed is put back. */
function run({ sql }: CorpusEntry): Ran {
  const said = server.cli(sql, GOES_ON.test(sql) ? { leaveAfterMs: LISTENS_MS } : {});
  const after = snapshot(server);
  if (after.all !== untouched.all) {
    seedCorpus(server);
    untouched = snapshot(server);
  }
  return { isRefused: /^(?:\(error\)|Invalid argument)/m.test(said), after };
}

describe("a real Redis confirms the corpus", () => {
  it.each(all.map((entry) => [entry.sql, entry.truth, entry] as const))(
    "%j: %s",
    (text, truth, entry) => {
      const before = untouched;
      const { isRefused, after } = run(entry);
      const hasChanged = before.all !== after.all;
      if (truth === "error") return expect([isRefused, hasChanged]).toEqual([true, false]);
      const acts = /^(?:AUTH|HELLO|RESET)/.test(text); // As somebody else, for as long as it is there.
      const changes = ["write", "schema", "privilege"].includes(truth) && !acts;
      expect(hasChanged).toBe(changes);
      if (!changes) expect(isRefused).toBe(false);
      const kept = [...before.keys].filter((key) => after.keys.has(key)).length;
      if (entry.rows === "every") expect(kept).toBe(0);
      else expect(kept).toBeGreaterThan(0);
    },
  );
});

describe("the table of commands is that of a real Redis", () => {
  it("has each with its class and the places of its keys, and no other", () => {
    const ours = REDIS_COMMANDS.flatMap(([commandClass, keys, names]) =>
      names.split(/\s+/).map((name) => ({ name, commandClass, keys })),
    );
    const byName = (one: { name: string }, other: { name: string }) =>
      one.name < other.name ? -1 : 1;
    expect(ours.sort(byName)).toEqual(commandsOfServer(server).sort(byName));
  });

  it("finds the keys that the server finds, and calls none read that it would write", () => {
    for (const { sql, truth } of all.filter((one) => one.truth !== "error")) {
      if (sql.includes("\n") || sql.includes("\0")) continue;
      const said = server.cli(`COMMAND GETKEYS ${sql}`, { json: true });
      const keys = said.startsWith("[") ? stringsOf(JSON.parse(said)) : [];
      const { relations } = factsOfCommand(wordsOfLine(sql) ?? []);
      const ours = new Set(relations.map(({ name }) => name));
      expect([sql, keys.filter((key) => !ours.has(key))]).toEqual([sql, []]);
      const written = relations.filter(({ access }) => access === "write");
      if (truth === "read" && !/^(?:EVAL|FCALL)/.test(sql))
        expect([sql, written]).toEqual([sql, []]);
    }
  });
});

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
