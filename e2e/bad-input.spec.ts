import { expect } from "@playwright/test";
import { addConnection } from "@/testing/gateway-admin";
import { residentMb } from "@/testing/processes";
import { collect, type Detail, expectExplained, expectNothingRuns, wordsOf } from "./collect";
import { test, type World } from "./world";

// What goes wrong outside, end to end: a clear refusal with what to do next, and nothing lost.

interface Bad {
  readonly name: string;
  readonly settings?: Readonly<Record<string, string | number>>;
  readonly password?: string;
}

/** Adds a connection with a mistake in it, runs on it, and says how that ended. */
async function ended(world: World, bad: Bad): Promise<string> {
  await addConnection(world.admin, { target: world.target, ...bad });
  const { run, end } = await collect(world.admin, bad.name, "SELECT 1");
  await expectExplained(world.admin, run.sessionId);
  return wordsOf(end);
}

test.describe("a target that cannot be used", () => {
  test("wrong host", async ({ world }) => {
    const bad = { name: "wrong-host", settings: { host: "no-such-host.invalid" } };
    expect(await ended(world, bad)).toBe("failed TARGET.UNREACHABLE");
  });

  test("wrong port", async ({ world }) => {
    expect(await ended(world, { name: "wrong-port", settings: { port: 1 } })).toBe(
      "failed TARGET.UNREACHABLE",
    );
  });

  test("wrong password", async ({ world }) => {
    const words = await ended(world, { name: "wrong-password", password: "not this one" });
    expect(words).toBe("failed TARGET.SIGNIN");
  });

  test("wrong database", async ({ world }) => {
    const words = await ended(world, {
      name: "wrong-database",
      settings: { database: "nothing_here" },
    });
    expect(words).toBe("failed TARGET.DATABASE_UNKNOWN");
  });

  test("TLS asked for, refused by the target: no fall-back to clear text", async ({ world }) => {
    expect(await ended(world, { name: "tls-refused", settings: { tls: "require" } })).toBe(
      "failed TARGET.TLS",
    );
  });
});

test.describe("a statement", () => {
  test("with an error says where", async ({ world }) => {
    const { end, run } = await collect(world.admin, world.connection, "SELECT 1 FRUM nothing");
    expect(wordsOf(end)).toBe("failed TARGET.ERROR");
    await expectExplained(world.admin, run.sessionId);
  });

  test("that returns a 10 MB cell is ended by the row limit, and says so", async ({ world }) => {
    const sql = "SELECT 1 AS first; SELECT repeat('x', 10 * 1024 * 1024)";
    const { end, run, bytes } = await collect(world.admin, world.connection, sql);
    expect(wordsOf(end)).toContain("LIMIT.ROW");
    expect(bytes).toBeLessThan(1024 * 1024);
    await expectExplained(world.admin, run.sessionId);
  });

  test("that returns a large cell within the limit brings every byte", async ({ world }) => {
    const sql = "SELECT repeat('x', 7 * 1024 * 1024)";
    const { end, bytes, rows } = await collect(world.admin, world.connection, sql);
    expect(wordsOf(end)).toBe("done");
    expect(rows).toBe(1);
    expect(bytes).toBeGreaterThan(7 * 1024 * 1024);
  });

  test("that asks for 100 000 columns is refused by the target in words", async ({ world }) => {
    const sql = `SELECT ${Array(100_000).fill("1").join(",")}`;
    const { end, run } = await collect(world.admin, world.connection, sql);
    expect(wordsOf(end)).toBe("failed TARGET.ERROR");
    expect((await expectExplained(world.admin, run.sessionId)).because).toContain("1664");
  });

  test("over the size limit is refused before anything runs", async ({ world }) => {
    const sql = `SELECT '${"x".repeat(1024 * 1024)}'`;
    await expect(collect(world.admin, world.connection, sql)).rejects.toThrow(/LIMIT\.STATEMENT/);
  });

  test("that returns binary data and invalid UTF-8 keeps each byte", async ({ world }) => {
    world.target.psql("CREATE DATABASE ascii_db ENCODING SQL_ASCII TEMPLATE template0");
    await addConnection(world.admin, {
      name: "ascii-db",
      target: world.target,
      settings: { database: "ascii_db" },
    });
    let payload = Buffer.alloc(0);
    const sql = String.raw`SELECT '\x00ff10'::bytea AS bytes, convert_from('\xfffe80', 'SQL_ASCII') AS broken`;
    const run = await world.admin.run("ascii-db", sql, {
      record(_index, frame) {
        if (frame.kind === "rows") payload = Buffer.concat([payload, frame.payload]);
      },
    });
    expect(wordsOf(await run.ended)).toBe("done");
    expect(payload.includes(String.raw`\x00ff10`)).toBe(true);
    expect(payload.includes(Buffer.from([0xff, 0xfe, 0x80]))).toBe(true);
  });

  test("with a million notices shows the first ones and counts the rest", async ({ world }) => {
    test.setTimeout(180_000);
    const sql = "DO $$ BEGIN FOR n IN 1..1000000 LOOP RAISE NOTICE 'notice %', n; END LOOP; END $$";
    const { end, kinds, run } = await collect(world.admin, world.connection, sql);
    expect(wordsOf(end)).toBe("done");
    expect(kinds.filter((kind) => kind === "notice").length).toBeLessThanOrEqual(1_000);
    expect(kinds).toContain("event");
    const detail = await world.admin.query<Detail>("sessions.get", { id: run.sessionId });
    expect(detail.recording?.closedAt).not.toBeNull();
  });

  test("over its row limit ends with what was read and says which limit", async ({ world }) => {
    await addConnection(world.admin, {
      name: "few-rows",
      target: world.target,
      limits: { rowsMax: 100 },
    });
    const { end, rows, run } = await collect(world.admin, "few-rows", "SELECT * FROM customers");
    expect(wordsOf(end)).toContain("LIMIT.ROWS");
    expect(rows).toBe(100);
    await expectExplained(world.admin, run.sessionId);
  });

  test("over its time limit is stopped in the target", async ({ world }) => {
    await addConnection(world.admin, {
      name: "short-time",
      target: world.target,
      limits: { durationSecondsMax: 1 },
    });
    const { end } = await collect(world.admin, "short-time", "SELECT pg_sleep(60) AS out_of_time");
    expect(wordsOf(end)).toContain("LIMIT.TIME");
    await expectNothingRuns(world, "out_of_time");
  });

  test("cancelled by two browsers at once ends once", async ({ world }) => {
    const other = await world.second();
    let sessionId = "";
    const run = await world.admin.run(world.connection, "SELECT pg_sleep(60) AS twice_cancelled", {
      record: () => undefined,
    });
    sessionId = run.sessionId;
    const answers = await Promise.allSettled([
      world.admin.cancel(sessionId),
      other.cancel(sessionId),
    ]);
    expect(answers.some((answer) => answer.status === "fulfilled")).toBe(true);
    expect(wordsOf(await run.ended)).toMatch(/^(cancelled|ended)/);
    await expectNothingRuns(world, "twice_cancelled");
    other.close();
  });
});

test("a reader that stops pauses the database and fills no memory", async ({ world }) => {
  const before = residentMb(world.gateway.pid);
  const reader = await world.second();
  let records = 0;
  const sql = "SELECT n AS paused_query, repeat('x', 1000) FROM generate_series(1, 3000000) AS n";
  const run = await reader.run(world.connection, sql, {
    record: () => {
      records += 1;
      return records < 5 ? undefined : new Promise(() => undefined);
    },
  });
  const waiting = `SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'ClientWrite' AND query LIKE '%paused_query%'`;
  await expect.poll(() => world.target.psql(waiting), { timeout: 20_000 }).toBe("1");
  expect(records).toBeLessThan(30);
  expect(residentMb(world.gateway.pid) - before).toBeLessThan(128);
  await reader.cancel(run.sessionId);
  reader.close();
  await expectNothingRuns(world, "paused_query");
});

test("a sign-in that ends in mid-stream ends the stream, the query and the socket", async ({
  world,
}) => {
  const reader = await world.second();
  const run = await reader.run(world.connection, "SELECT pg_sleep(60) AS signed_out", {
    record: () => undefined,
  });
  const { rows } = await reader.query<{ rows: { id: string; current: boolean }[] }>(
    "account.signIns",
  );
  const own = rows.find((row) => row.current)?.id ?? "";
  await world.admin.mutate("account.endSignIn", { id: own });
  const end = await run.ended;
  expect(["cut", "lost", "over"]).toContain(end.kind);
  await expectNothingRuns(world, "signed_out");
  await expect(reader.query("account.me")).rejects.toThrow(/SIGNIN/);
});
