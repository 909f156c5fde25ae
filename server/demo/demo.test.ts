import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, SignInId, UserId } from "@/domain/people/user";
import { type TestDeps, testDeps } from "@/testing/deps";
import { ensureEmbeddedAgent } from "../agents/ensure-embedded-agent";
import { secretPurpose } from "../connections/connection-record";
import { connectDb } from "../db/connect-db";
import type { Db } from "../db/db";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../db/embedded-postgres";
import { migrateStore } from "../db/open-store";
import { prepareCluster } from "../db/prepare-cluster";
import { createLocalUser } from "../people/create-local-user";
import { hashPassword, verifyPassword } from "../people/password";
import { SHOP_ROLE } from "./demo-cluster";
import { DEMO_CONNECTION, DEMO_PEOPLE, type DemoSignIn } from "./demo-people";
import { readDemo } from "./read-demo";
import { removeDemo } from "./remove-demo";
import { makeDemo } from "./seed-demo";
import { SHOP_TABLES } from "./shop-tables-sql";

const CUSTOMERS = 3_000;
const log = pino({ level: "silent" });
let folder: string;
let cluster: EmbeddedPostgres;
let db: Db;
let deps: TestDeps;
let signIns: readonly DemoSignIn[];

const seed = () =>
  makeDemo(
    deps,
    { demoCluster: async () => cluster },
    { customers: CUSTOMERS, tell: () => undefined },
  );

beforeAll(async () => {
  folder = mkdtempSync(path.join("/tmp", "gatehouse-demo-"));
  cluster = await startEmbeddedPostgres({ folder, log, durable: false });
  const addresses = await prepareCluster(cluster);
  await migrateStore(addresses, log);
  const { url } = addresses;
  db = connectDb(url, log);
  deps = testDeps({ db, settings: { GATEHOUSE_DATA: folder } });
  await ensureEmbeddedAgent(deps);
  await asRoot("CREATE DATABASE shop_draft"); // A first start that was killed left this.
  signIns = await seed();
});
afterAll(async () => {
  await db?.close();
  await cluster?.stop();
  deps?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const asRoot = (sql: string) => query(cluster.rootUrl("postgres"), sql);

/** The address that the demo connection leads to, in a database of one's choice. */
async function demoUrl(database = "shop"): Promise<string> {
  const row = await db.read.connection.findUniqueOrThrow({ where: { name: DEMO_CONNECTION } });
  const password = deps.secrets.open(secretPurpose(row.id), row.secret);
  const url = new URL(cluster.rootUrl(database));
  url.username = SHOP_ROLE;
  url.password = password;
  return url.toString();
}

describe("the first start with a demo", () => {
  it("brings four people whose passwords work", async () => {
    expect(signIns.map((signIn) => signIn.email)).toEqual(
      DEMO_PEOPLE.map((person) => person.email),
    );
    for (const { email, password } of signIns) {
      const user = await db.read.user.findUniqueOrThrow({
        where: { email },
        select: { password: { select: { hash: true } } },
      });
      expect(await verifyPassword(user.password?.hash ?? "", password)).toBe(true);
    }
  });

  it("shows who they are and never their passwords again", async () => {
    const people = await readDemo(deps);
    expect(people?.find((person) => person.email === "ben@demo.test")?.groups).toEqual(["support"]);
    expect(await seed()).toEqual([]);
  });

  it("makes at least twenty tables, each with a comment, and every customer", async () => {
    const tables = await query<{ name: string; comment: string | null }>(
      await demoUrl(),
      "SELECT relname AS name, obj_description(oid) AS comment FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    );
    expect(tables.length).toBeGreaterThanOrEqual(20);
    expect(tables.map((table) => table.name).sort()).toEqual([...SHOP_TABLES].sort());
    expect(tables.filter((table) => table.comment === null)).toEqual([]);
    const [row] = await query<{ count: string }>(await demoUrl(), "SELECT count(*) FROM customers");
    expect(row?.count).toBe(String(CUSTOMERS));
  });

  it("gives every customer personal data whose check digits are right", async () => {
    const rows = await query<Record<"card_number" | "iban" | "ssn" | "email" | "phone", string>>(
      await demoUrl(),
      "SELECT card_number, iban, ssn, email, phone FROM customers UNION ALL SELECT '4111111111111111', iban, ssn, email, '+12125550123' FROM staff",
    );
    const wrong = rows.filter(
      (row) =>
        !passesLuhn(row.card_number) ||
        !passesMod97(row.iban) ||
        !/^[1-6]\d\d-[1-9]\d-[1-9]\d{3}$/.test(row.ssn) ||
        !/^[a-z]+\.[a-z]+\d+@[a-z.]+$/.test(row.email) ||
        !/^\+1[2-9]\d{9}$/.test(row.phone),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the demo's role", () => {
  it.each(["gatehouse", "postgres", "template1"])("cannot connect to %s", async (database) => {
    await expect(query(await demoUrl(database), "SELECT 1")).rejects.toThrow("permission denied");
  });

  it.each([
    ["read the passwords", "SELECT rolpassword FROM pg_authid"],
    ["run a program", "COPY customers TO PROGRAM 'cat'"],
    ["read a file", "SELECT pg_read_file('/etc/passwd')"],
    ["make a role", "CREATE ROLE intruder"],
    ["make a database", "CREATE DATABASE intruder"],
    ["become the store's role", "SET ROLE gatehouse"],
    ["become the superuser", "SET ROLE gatehouse_root"],
  ])("cannot %s", async (_, sql) => {
    await expect(query(await demoUrl(), sql)).rejects.toThrow(/denied|permission/);
  });

  it("may write in its own shop", async () => {
    await query(await demoUrl(), "UPDATE customers SET note = 'seen' WHERE id = 1");
    await query(await demoUrl(), "CREATE TABLE scratch (id int); DROP TABLE scratch");
  });
});

describe("removing the demo", () => {
  const actor: Actor = {
    ...{ userId: "usr_1" as UserId, signInId: "sig_1" as SignInId, name: "Root" },
    ...{ email: "root@corp.test", status: "active", groups: ["admin"], role: "admin" },
  };
  const by = { actor, origin: "test" };

  it("is refused while only the demo's people are admins", async () => {
    await expect(removeDemo(deps, by)).rejects.toMatchObject({ code: "PEOPLE.LAST_ADMIN" });
    expect(await readDemo(deps)).not.toBeNull();
  });

  it("takes away everything that came with it, for good", async () => {
    const passwordHash = await hashPassword("a long enough password");
    const admin = {
      actor: null,
      name: "Root",
      email: actor.email,
      passwordHash,
      groups: ["admin"],
    };
    await db.transaction((tx) => createLocalUser(tx, admin));
    await removeDemo(deps, by);

    expect(await readDemo(deps)).toBeNull();
    expect(await db.read.user.findMany({ select: { email: true } })).toEqual([
      { email: actor.email },
    ]);
    expect(await db.read.connection.count()).toBe(0);
    expect(await db.read.group.findMany({ select: { name: true } })).toEqual([{ name: "admin" }]);
    const left = await asRoot(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'shop%' UNION SELECT rolname FROM pg_roles WHERE rolname = '${SHOP_ROLE}'`,
    );
    expect(left).toEqual([]);
    expect(await db.read.auditEvent.count({ where: { event: "demo.removed" } })).toBe(1);
  });

  it("may be asked for twice", async () => {
    expect(await removeDemo(deps, by)).toEqual({});
  });

  it("is remembered by the next start", async () => {
    expect(await seed()).toEqual([]);
    expect(await db.read.user.count()).toBe(1);
  });
});

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits.length === 16 && sum % 10 === 0;
}

function passesMod97(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}
