import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/testing/store";
import { readEnv } from "../env";
import { openStore } from "./open-store";

const log = pino({ level: "silent" });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join("/tmp", "gatehouse-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (settings: Record<string, string> = {}) =>
  openStore(readEnv({ GATEHOUSE_DATA: folder, ...settings }), log);

describe("without DATABASE_URL", () => {
  it("keeps its rows from one start to the next, as a role that is no superuser", async () => {
    const first = await open();
    await first.db.transaction((tx) => tx.setting.create({ data: { key: "kept", value: 42 } }));
    const roles = await first.db.read
      .$queryRaw`SELECT rolsuper FROM pg_roles WHERE rolname = current_user`;
    expect(roles).toEqual([{ rolsuper: false }]);
    await first.close();
    const second = await open();
    expect(await second.db.read.setting.findUnique({ where: { key: "kept" } })).toEqual({
      key: "kept",
      value: 42,
    });
    await second.close();
  });
});

describe("with DATABASE_URL", () => {
  it("uses that server, and starts one of its own only for the demo", async () => {
    const external = await freshDatabase();
    const store = await open({ DATABASE_URL: external.url });
    expect(store.cluster).toBeNull();
    const demo = await store.demoCluster();
    expect(await store.demoCluster()).toBe(demo);
    const client = new pg.Client(demo.rootUrl("postgres"));
    await client.connect();
    await client.end();
    await store.close();
    expect(demo.pid() === null || !isRunning(demo.pid() ?? 0)).toBe(true);
    await external.drop();
  });

  it("says that the server cannot be reached, without the address's password", async () => {
    const opening = open({ DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:1/none" });
    await expect(opening).rejects.toThrow("Check DATABASE_URL");
    await expect(opening).rejects.not.toThrow("hunter2");
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
