import { randomBytes } from "node:crypto";
import pg from "pg";
import pino from "pino";
import { inject } from "vitest";
import { connectDb } from "../server/db/connect-db";
import type { Db } from "../server/db/db";
import { OWNER_ROLE } from "../server/db/postgres-folder";
import { TEMPLATE } from "./template-name";

export interface FreshStore {
  readonly db: Db;
  /** As the role that the gateway works as. */
  readonly url: string;
  /** As a superuser, who may do what nobody should. */
  readonly rootUrl: string;
  close(): Promise<void>;
}

/** A migrated, empty store of one's own; `close` drops it. */
export async function freshStore(): Promise<FreshStore> {
  const database = await freshDatabase(TEMPLATE);
  const url = inject("storeRoleUrl").replace("/postgres?", `/${database.name}?`);
  const db = connectDb(url, pino({ level: "silent" }));
  return {
    db,
    url,
    rootUrl: database.url,
    async close() {
      await db.close();
      await database.drop();
    },
  };
}

/** An empty database, for tests that make their own tables. */
export async function freshDatabase(
  template = "template1",
): Promise<{ readonly name: string; readonly url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asRoot(
    `CREATE DATABASE ${name} OWNER ${OWNER_ROLE} TEMPLATE ${template} STRATEGY file_copy`,
  );
  return {
    name,
    url: inject("storeRootUrl").replace("/postgres?", `/${name}?`),
    drop: () => asRoot(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asRoot(sql: string): Promise<void> {
  const client = new pg.Client(inject("storeRootUrl"));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
