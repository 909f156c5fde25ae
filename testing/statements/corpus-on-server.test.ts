import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POSTGRES_CORPUS } from "@/domain/statements/corpus/corpus";
import type { CorpusEntry } from "@/domain/statements/corpus/entry";
import { binariesOf18, type PostgresTarget, startPostgresTarget } from "../postgres-target";
import { CORPUS_SCHEMA, connect, type Snapshot, snapshot, transactionOf } from "./corpus-target";

let server: PostgresTarget;
let client: pg.Client;
let reader: pg.Client;
const binaries = binariesOf18();

beforeAll(async () => {
  server = await startPostgresTarget(binaries === null ? {} : { binaries });
  server.psql(CORPUS_SCHEMA);
  client = await connect(server, "superuser");
  reader = await connect(server, "reader");
});
afterAll(async () => {
  await client.end();
  await reader.end();
  await server.stop();
});

interface Ran {
  readonly refusedAs: string | null;
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** In a transaction that is rolled back; after a refusal everything is as it was. */
async function run({ sql, outside }: CorpusEntry): Promise<Ran> {
  const on = outside ? reader : client;
  await client.query("RESET SESSION AUTHORIZATION; RESET ROLE; DEALLOCATE ALL");
  // What a sequence counted is kept whatever is rolled back.
  await client.query("SELECT setval('corpus.ids', 1, false)");
  await client.query("BEGIN");
  await client.query("SET LOCAL search_path = corpus");
  const since = await transactionOf(client);
  const before = await snapshot(client, since);
  try {
    await on.query(sql);
    await client.query("RESET search_path");
    return { refusedAs: null, before, after: await snapshot(client, since) };
  } catch (error) {
    const refusedAs = error instanceof Error && "code" in error ? String(error.code) : "no code";
    return { refusedAs, before, after: before };
  } finally {
    await client.query("ROLLBACK");
  }
}

/** The largest share of a table of which the rows were rewritten or are gone. */
function shareTouched({ before, after }: Ran): number {
  const shares = [...before.rows].map(([name, places]) => {
    const gone = [...places].filter((place) => !after.rows.get(name)?.has(place)).length;
    return places.size === 0 ? 0 : gone / places.size;
  });
  return Math.max(...shares);
}

/** What ends the transaction around it cannot be looked at inside one. */
const isInside = ({ sql, truth }: CorpusEntry) =>
  truth !== "transaction" && !/\b(?:COMMIT|ROLLBACK)\b/.test(sql) && !sql.includes("\0");

const SYNTAX_ERRORS = /^(?:42601|42P02|22025|no code)$/;

describe.skipIf(binaries === null)("a real server confirms the corpus", () => {
  it.each(
    POSTGRES_CORPUS.filter(isInside).map((entry) => [entry.sql, entry.truth, entry] as const),
  )("%j: %s", async (_, truth, entry) => {
    const ran = await run(entry);
    const changed = ran.before.all !== ran.after.all;
    if (entry.outside) return expect(ran.refusedAs).not.toBeNull();
    if (truth === "error") return expect(ran.refusedAs).toMatch(SYNTAX_ERRORS);
    if (truth === "read") return expect([ran.refusedAs, changed]).toEqual([null, false]);
    if (truth !== "utility") expect(changed || ran.refusedAs !== null).toBe(true);
    if (ran.refusedAs !== null || entry.rows === null) return;
    if (entry.rows === "some") expect(shareTouched(ran)).toBeLessThan(1);
    else expect(shareTouched(ran) === 1 || entry.sql.includes("pg_")).toBe(true);
  });
});
