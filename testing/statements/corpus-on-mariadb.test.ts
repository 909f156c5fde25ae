import type mysql from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CorpusEntry } from "@/domain/statements/corpus/entry";
import { LOOKS_BOUNDED } from "@/domain/statements/corpus/mysql/beyond";
import { MYSQL_CORPUS } from "@/domain/statements/corpus/mysql/corpus";
import { DOUBTS } from "@/domain/statements/corpus/mysql/doubts";
import { type MariadbTarget, startMariadbTarget } from "../mariadb-target";
import { connect, resetCorpus, type Snapshot, snapshot } from "./mariadb-corpus-target";

let server: MariadbTarget;
let watcher: mysql.Connection;
let untouched: Snapshot;

beforeAll(async () => {
  server = await startMariadbTarget();
  watcher = await connect(server, "superuser");
  await resetCorpus(watcher);
  untouched = await snapshot(watcher);
}, 120_000);
afterAll(async () => {
  await watcher.end();
  await server.stop();
});

interface Ran {
  readonly refusedAs: string | null;
  readonly after: Snapshot;
}

/** On a connection of its own; what it changed is put back. */
async function run({ sql, outside }: CorpusEntry): Promise<Ran> {
  const client = await connect(server, outside ? "reader" : "superuser");
  let refusedAs: string | null = null;
  try {
    await client.query("USE corpus");
    await client.query(sql);
  } catch (error) {
    refusedAs = codeOf(error);
  } finally {
    client.destroy();
  }
  const after = await snapshot(watcher);
  if (after.all !== untouched.all) {
    await resetCorpus(watcher);
    untouched = await snapshot(watcher);
  }
  return { refusedAs, after };
}

/** The text itself was refused: its words, its names, or a file of ours that is never given. */
const ERRORS = /^(?:ER_PARSE_ERROR|ER_EMPTY_QUERY|ER_BAD_FIELD_ERROR|no code)$/;

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : "no code";
}

const all = [...MYSQL_CORPUS, ...DOUBTS, ...LOOKS_BOUNDED];

describe("a real MariaDB confirms the corpus", () => {
  it.each(all.map((entry) => [entry.sql, entry.truth, entry] as const))(
    "%j: %s",
    async (_, truth, entry) => {
      const before = untouched;
      const { refusedAs, after } = await run(entry);
      const hasChanged = before.all !== after.all;
      if (entry.outside) return expect(refusedAs).not.toBeNull();
      if (truth === "error")
        return expect([refusedAs, hasChanged]).toEqual([expect.stringMatching(ERRORS), false]);
      if (!["write", "schema", "privilege"].includes(truth)) {
        return expect([refusedAs, hasChanged]).toEqual([null, false]);
      }
      expect([refusedAs, hasChanged]).toEqual([null, true]);
      const kept = [...before.users].filter((user) => after.users.has(user)).length;
      if (entry.rows === "every") expect(kept).toBe(0);
      if (entry.rows === "some") expect(kept).toBeGreaterThan(0);
    },
  );
});
