import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeMysqlDriver } from "@/agent/drivers/mysql/driver";
import { mysqlParser } from "@/domain/statements/mysql/parser";
import { columnsPayload } from "@/protocol/payloads";
import { AgentRig } from "../../agent-rig";
import { type MariadbTarget, startMariadbTarget } from "../../mariadb-target";
import { SecretWords } from "../schema";
import { findLeaks, saidOf } from "../search";
import { MYSQL_LEAKS, MYSQL_READABLE, MYSQL_READABLE_ERRORS } from "./corpus";
import { schemaOf } from "./schema";

const PROBES_MIN = 150;

/** Two shops that differ in nothing but the values of their protected columns. */
const WORLDS = [
  { database: "shop", words: new SecretWords(1) },
  { database: "twin", words: new SecretWords(2) },
] as const;
type World = (typeof WORLDS)[number];

let target: MariadbTarget;
let rig: AgentRig<MariadbTarget>;
beforeAll(async () => {
  target = await startMariadbTarget();
  const { host, port, superuser: user, password } = target;
  const admin = await createConnection({ host, port, user, password });
  for (const { database, words } of WORLDS) {
    for (const sql of schemaOf(database, words)) await admin.query(sql);
  }
  await admin.end();
  rig = new AgentRig(target, makeMysqlDriver(mysqlParser));
  await rig.start();
}, 60_000);
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

async function open(statement: string, { database }: Pick<World, "database">) {
  const session = await rig.open(statement, { database, password: target.password });
  await session.ended();
  return session;
}

async function run(statement: string, world: World) {
  const session = await open(statement, world);
  const said = saidOf(session).replaceAll(world.database, "DATABASE");
  return { said, leaks: findLeaks(session, world.words.all) };
}

it("is a corpus of its size, and of values that no detector knows", async () => {
  const probes = Object.values(MYSQL_LEAKS).flat();
  expect(new Set(probes).size).toBeGreaterThanOrEqual(PROBES_MIN);
  const [world] = WORLDS;
  const typed = `SELECT '${world.words.all.join(" ")}' AS note`;
  expect((await run(typed, world)).leaks.length).toBeGreaterThanOrEqual(world.words.all.length);
});

/** What the server says of itself differs from run to run. */
const OF_THE_MOMENT = /PROCESSLIST|INNODB STATUS|ANALYZE|GROUP BY CONCAT/;

describe.each(Object.entries(MYSQL_LEAKS))("%s", (_, probes) => {
  it.each(probes)("%s", async (probe) => {
    const [first, second] = [await run(probe, WORLDS[0]), await run(probe, WORLDS[1])];
    expect(first.leaks).toEqual([]);
    // What does not depend on the values cannot tell them, in whatever code.
    if (!OF_THE_MOMENT.test(probe)) expect(second.said).toBe(first.said);
  });
});

describe("stays readable", () => {
  it.each(MYSQL_READABLE)("%s", async (statement, names) => {
    const session = await open(statement, WORLDS[0]);
    const columns = session
      .payloads("columns")
      .flatMap((payload) => columnsPayload.parse(payload).columns);
    const readable = columns.filter(({ masked }) => masked === "pass" || masked === "scan");
    expect(readable.map(({ name }) => name).join(" ")).toBe(names);
  });

  it.each(MYSQL_READABLE_ERRORS)("what the target says of %s", async (statement, message) => {
    const session = await open(statement, WORLDS[0]);
    expect(session.payloads("failure")).toEqual([expect.objectContaining({ message })]);
  });
});
