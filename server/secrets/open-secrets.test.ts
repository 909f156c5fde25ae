import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FreshStore, freshStore } from "@/testing/store";
import { readEnv } from "../env";
import { openSecrets } from "./open-secrets";

let store: FreshStore;
let folder: string;

beforeEach(async () => {
  store = await freshStore();
  folder = mkdtempSync(path.join(os.tmpdir(), "gatehouse-key-"));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (key?: string) =>
  openSecrets(readEnv({ GATEHOUSE_DATA: folder, GATEHOUSE_MASTER_KEY: key }), store.db);
const keyFile = () => path.join(folder, "master.key");
const addAgentAndConnection = async () => {
  const agent = { id: "agt_1", name: "a", keyHash: "0".repeat(64) };
  const limits = { rowsMax: 1, bytesMax: 1n, durationSecondsMax: 1 };
  await store.db.transaction(async (tx) => {
    await tx.agent.create({ data: agent });
    const secret = Buffer.alloc(40);
    const rest = { kind: "postgres", settings: {}, secret, agentId: agent.id, modes: [] };
    await tx.connection.create({ data: { id: "con_1", name: "abc", ...rest, ...limits } });
  });
};

describe("the first start", () => {
  it("makes a key file that only its owner may read", async () => {
    await start();
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  });

  it("takes a key from GATEHOUSE_MASTER_KEY and then writes none", async () => {
    await start("ab".repeat(32));
    expect(() => statSync(keyFile())).toThrow("ENOENT");
  });

  it("refuses a GATEHOUSE_MASTER_KEY that is not 32 bytes", () =>
    expect(start("short")).rejects.toThrow("GATEHOUSE_MASTER_KEY is no master key"));
});

describe("a later start", () => {
  it("opens what was sealed before", async () => {
    const box = (await start()).seal("p", "hunter2");
    expect((await start()).open("p", box)).toBe("hunter2");
  });

  it("refuses without the key", async () => {
    await start();
    rmSync(keyFile());
    await expect(start()).rejects.toThrow("their master key is missing");
  });

  it("refuses another key and keeps the right one's check value", async () => {
    await start();
    const right = readFileSync(keyFile());
    writeFileSync(keyFile(), `${"cd".repeat(32)}\n`);
    await expect(start()).rejects.toThrow("is not the one");
    writeFileSync(keyFile(), right);
    await expect(start()).resolves.toBeDefined();
  });

  it("refuses a key file that others may read", async () => {
    await start();
    chmodSync(keyFile(), 0o640);
    await expect(start()).rejects.toThrow("can be read by other users");
  });

  it("refuses when there are encrypted rows and no key at all", async () => {
    await addAgentAndConnection();
    await expect(start()).rejects.toThrow("their master key is missing");
  });

  it("refuses a new key when there are encrypted rows and their check value is gone", async () => {
    await addAgentAndConnection();
    await expect(start("ab".repeat(32))).rejects.toThrow("not the check value");
  });
});

it("lets two gateways start at once on one store with one key", async () => {
  const key = "ab".repeat(32);
  const [one, two] = await Promise.all([start(key), start(key)]);
  expect(two.open("p", one.seal("p", "hunter2"))).toBe("hunter2");
});
