import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columnsPayload } from "@/protocol/payloads";
import { AgentRig, CANARY } from "../agent-rig";
import { type PostgresTarget, startPostgresTarget } from "../postgres-target";
import { ALIASES, CASTS, CHOICES, STRINGS } from "./expressions";
import { READABLE, READABLE_ERRORS } from "./readable";
import { AGGREGATES, QUERIES, ROWS } from "./relations";
import { SCHEMA, SecretWords } from "./schema";
import { findLeaks, saidOf } from "./search";
import { CATALOGUE, FUNCTIONS, UNREAD, VIEWS } from "./server-side";
import { COPIES, ERRORS, LEFT_BEHIND, STRINGS_APART, WRITES } from "./statements";

const CORPUS: Readonly<Record<string, readonly string[]>> = {
  ...{ ALIASES, STRINGS, CASTS, CHOICES, QUERIES, AGGREGATES, ROWS, WRITES, LEFT_BEHIND },
  ...{ STRINGS_APART, COPIES, ERRORS, VIEWS, FUNCTIONS, CATALOGUE, UNREAD },
};
const PROBES_MIN = 200;

/** Two shops that differ in nothing but the values of their protected columns. */
const WORLDS = [
  { database: "shop", words: new SecretWords(1) },
  { database: "other_shop", words: new SecretWords(2) },
] as const;

type World = (typeof WORLDS)[number];

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  // Statistics that renew themselves in one of the two worlds alone would be a difference.
  target = await startPostgresTarget({ password: CANARY, settings: { autovacuum: "off" } });
  target.psql("CREATE DATABASE shop");
  target.psql(SCHEMA, "shop");
  target.psql("CREATE DATABASE other_shop TEMPLATE shop");
  for (const { database, words } of WORLDS) target.psql(words.updates(), database);
  rig = new AgentRig(target);
  await rig.start();
}, 60_000);
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

async function open(statement: string, { database }: Pick<World, "database">) {
  const session = await rig.open(statement, { database });
  await session.ended();
  return session;
}

async function run(statement: string, world: World) {
  const session = await open(statement, world);
  return { said: saidOf(session), leaks: findLeaks(session, world.words.all) };
}

it("is a corpus of its size, and of values that no detector knows", async () => {
  const probes = Object.values(CORPUS).flat();
  expect(new Set(probes).size).toBeGreaterThanOrEqual(PROBES_MIN);
  const [world] = WORLDS;
  const typed = `SELECT '${world.words.all.join(" ")}' AS note`;
  expect((await run(typed, world)).leaks.length).toBeGreaterThanOrEqual(world.words.all.length);
});

describe.each(Object.entries(CORPUS))("%s", (_, probes) => {
  it.each(probes)("%s", async (probe) => {
    const [first, second] = [await run(probe, WORLDS[0]), await run(probe, WORLDS[1])];
    expect(first.leaks).toEqual([]);
    // What does not depend on the values cannot tell them, in whatever code.
    expect(second.said).toBe(first.said);
  });
});

describe("a list of all that a value could be, typed beside what makes the target quote it", () => {
  const guesses = WORLDS.flatMap(({ words }) => words.all).join(" ");
  it.each([
    "SELECT email::int FROM customers WHERE id = 1",
    "SELECT email::date FROM customers WHERE id = 1",
    "SELECT ssn::int[] FROM customers WHERE id = 1",
    "DO $$ BEGIN EXECUTE format('SELECT %I', (SELECT email FROM customers WHERE id = 1)); END $$",
    "DO $$ BEGIN EXECUTE format('SELECT %I()', (SELECT email FROM customers WHERE id = 1)); END $$",
    "DO $$ BEGIN EXECUTE 'SELECT ' || (SELECT ssn FROM customers WHERE id = 1) || ' x y'; END $$",
    "DO $$ BEGIN RAISE EXCEPTION 'relation \"%\" does not exist', (SELECT ssn FROM customers WHERE id = 1); END $$",
    "DO $$ BEGIN RAISE EXCEPTION 'a' USING ERRCODE = CASE WHEN (SELECT ssn < 't' FROM customers WHERE id = 1) THEN '42703' ELSE '42P01' END; END $$",
    "DO $$ BEGIN RAISE EXCEPTION 'function % does not exist', (SELECT CASE WHEN ssn < 't' THEN 'integer' ELSE 'text' END FROM customers WHERE id = 1); END $$",
    "DO $$ BEGIN RAISE EXCEPTION 'invalid input syntax for type %: \"1\"', (SELECT CASE WHEN ssn < 't' THEN 'integer' ELSE 'text' END FROM customers WHERE id = 1); END $$",
    "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE plpgsql AS 'BEGIN EXECUTE (SELECT ssn FROM customers WHERE id = 1); RETURN 1; END'; SELECT pg_temp.f()",
  ])("%s", async (statement) => {
    const probe = `${statement} /* ${guesses} */`;
    const [first, second] = [await run(probe, WORLDS[0]), await run(probe, WORLDS[1])];
    expect(first.leaks).toEqual([]);
    expect(second.said).toBe(first.said);
  });
});

describe("stays readable", () => {
  it.each(READABLE)("%s", async (statement, names) => {
    const session = await open(statement, WORLDS[0]);
    const columns = session
      .payloads("columns")
      .flatMap((payload) => columnsPayload.parse(payload).columns);
    const readable = columns.filter(({ masked }) => masked === "pass" || masked === "scan");
    expect(readable.map(({ name }) => name).join(" ")).toBe(names);
  });

  it.each(READABLE_ERRORS)("what the target says of %s", async (statement, message) => {
    const session = await open(statement, WORLDS[0]);
    expect(session.payloads("failure")).toEqual([expect.objectContaining({ message })]);
  });
});
