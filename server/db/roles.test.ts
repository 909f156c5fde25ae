import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, freshStore } from "@/testing/store";
import { readEnv } from "../env";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { openStore } from "./open-store";

const log = pino({ level: "silent" });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join("/tmp", "gatehouse-roles-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (settings: Record<string, string> = {}) =>
  openStore(readEnv({ GATEHOUSE_DATA: folder, ...settings }), log);

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** `done`, or PostgreSQL's code for the refusal. */
async function attempt(url: string, sql: string): Promise<string> {
  try {
    await on(url, (client) => client.query(sql));
    return "done";
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? "") : String(error);
  }
}

const DENIED = "42501";
const EVENT = `INSERT INTO audit_event ("actorName", event) VALUES ('x', 'a.b')`;
const REWRITES = [
  `UPDATE audit_event SET subject = 'x'`,
  "DELETE FROM audit_event",
  "TRUNCATE audit_event CASCADE",
  "ALTER TABLE audit_event DISABLE TRIGGER ALL",
  "DROP TRIGGER audit_event_is_append_only ON audit_event",
  "DROP TABLE audit_event CASCADE",
  "ALTER TABLE audit_event OWNER TO CURRENT_USER",
  "SET session_replication_role = replica",
  `UPDATE audit_seal SET hash = repeat('0', 64)`,
  "DELETE FROM audit_seal",
  "TRUNCATE audit_seal",
  "DROP TRIGGER audit_seal_is_append_only ON audit_seal",
  "DROP TABLE audit_seal",
  "CREATE OR REPLACE FUNCTION refuse_change_of_the_past() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
  `INSERT INTO session_move VALUES ('done', 'running')`,
];

describe("the role that the gateway works as", () => {
  it("adds to the audit trail and takes nothing away, by no way", async () => {
    const store = await freshStore();
    expect(await attempt(store.url, EVENT)).toBe("done");
    const answers = await Promise.all(REWRITES.map((sql) => attempt(store.url, sql)));
    await store.close();
    expect(answers).toEqual(REWRITES.map(() => DENIED));
  });

  it("uses tables that a later migration makes", async () => {
    const store = await freshStore();
    await on(store.rootUrl, (client) =>
      client.query("SET ROLE gatehouse_owner; CREATE TABLE later (id serial PRIMARY KEY)"),
    );
    expect(await attempt(store.url, "INSERT INTO later DEFAULT VALUES")).toBe("done");
    expect(await attempt(store.url, "TRUNCATE later")).toBe(DENIED);
    await store.close();
  });
});

describe("an embedded store whose role owned everything", () => {
  /** As an older release left it: no owner role, no password for one, every right with the worker. */
  async function makeOld(): Promise<void> {
    const store = await open();
    await store.db.transaction((tx) => tx.setting.create({ data: { key: "kept", value: 42 } }));
    await store.close();
    const cluster = await startEmbeddedPostgres({ folder, log });
    await on(cluster.rootUrl("gatehouse"), (client) =>
      client.query(`REASSIGN OWNED BY gatehouse_owner TO gatehouse; DROP OWNED BY gatehouse_owner`),
    );
    await on(cluster.rootUrl("postgres"), (client) => client.query("DROP ROLE gatehouse_owner"));
    await cluster.stop();
    const file = path.join(folder, "postgres.passwords");
    const { owner: _, ...older } = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify(older), { mode: 0o600 });
  }

  it("is handed to its owner at the next start, and keeps its rows", async () => {
    await makeOld();
    const store = await open();
    expect(await store.db.read.setting.findUnique({ where: { key: "kept" } })).not.toBeNull();
    expect(store.notice).toBeNull();
    expect(await attempt(store.url, EVENT)).toBe("done");
    expect(await attempt(store.url, "DELETE FROM audit_event")).toBe(DENIED);
    expect(await attempt(store.url, "DROP TABLE setting")).toBe(DENIED);
    await store.close();
    const again = await open();
    expect(await attempt(again.url, "DELETE FROM audit_event")).toBe(DENIED);
    await again.close();
  }, 60_000);
});

describe("a PostgreSQL of one's own", () => {
  const as = (url: string, role: string) => {
    const address = new URL(url);
    address.username = role;
    address.password = role;
    return address.toString();
  };

  it("works with one role, and the start says what then holds the trail", async () => {
    const external = await freshDatabase();
    const store = await open({ DATABASE_URL: external.url });
    expect(store.notice).toContain("by its trigger alone: set DATABASE_MIGRATION_URL");
    await store.close();
    await external.drop();
  });

  it("works with two: one migrates, the other cannot rewrite the trail", async () => {
    const external = await freshDatabase();
    const url = as(external.url, "gatehouse");
    const DATABASE_MIGRATION_URL = as(external.url, "gatehouse_owner");
    const store = await open({ DATABASE_URL: url, DATABASE_MIGRATION_URL });
    expect(store.notice).toBeNull();
    expect(await attempt(url, EVENT)).toBe("done");
    expect(await attempt(url, "DELETE FROM audit_event")).toBe(DENIED);
    await store.close();
    await external.drop();
  });

  it("is refused when the working role owns the tables all the same", async () => {
    const external = await freshDatabase();
    const opening = open({
      DATABASE_URL: external.url,
      DATABASE_MIGRATION_URL: `${external.url}&application_name=migration`,
    });
    await expect(opening).rejects.toThrow("REASSIGN OWNED BY");
    await external.drop();
  });
});
