import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshStore, freshStore } from "@/testing/store";
import type { Tx } from "./db";

let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const save = (tx: Tx, key: string, value: number) =>
  tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
const read = async (key: string) =>
  (await store.db.read.setting.findUnique({ where: { key } }))?.value ?? null;
const commitMode = async (tx: Tx) => {
  const rows = await tx.$queryRaw<
    { mode: string }[]
  >`SELECT current_setting('synchronous_commit') AS mode`;
  return rows[0]?.mode;
};

describe("a transaction", () => {
  it("is undone as a whole when its work fails", async () => {
    const failing = store.db.transaction(async (tx) => {
      await save(tx, "half", 1);
      throw new RangeError("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await read("half")).toBeNull();
  });

  it("is run again when it lost a race, until it wins", async () => {
    await store.db.transaction((tx) => save(tx, "counter", 0));
    const addOne = () =>
      store.db.transaction(async (tx) => {
        await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
        const row = await tx.setting.findUniqueOrThrow({ where: { key: "counter" } });
        await save(tx, "counter", Number(row.value) + 1);
      });
    await Promise.all([addOne(), addOne(), addOne()]);
    expect(await read("counter")).toBe(3);
  });

  it("is run again when it was the victim of a deadlock", async () => {
    await store.db.transaction((tx) => save(tx, "left", 0));
    await store.db.transaction((tx) => save(tx, "right", 0));
    const both = (first: string, second: string) =>
      store.db.transaction(async (tx) => {
        await tx.$executeRaw`UPDATE setting SET value = to_jsonb((value)::int + 1) WHERE key = ${first}`;
        await tx.$queryRaw`SELECT pg_sleep(0.2)::text`;
        await tx.$executeRaw`UPDATE setting SET value = to_jsonb((value)::int + 1) WHERE key = ${second}`;
      });
    await Promise.all([both("left", "right"), both("right", "left")]);
    expect([await read("left"), await read("right")]).toEqual([2, 2]);
  });

  it("is not run again for any other failure", async () => {
    let runs = 0;
    const failing = store.db.transaction(async (tx) => {
      runs += 1;
      await tx.$queryRaw`SELECT 1 / 0`;
    });
    await expect(failing).rejects.toThrow("division by zero");
    expect(runs).toBe(1);
  });
});

describe("waiting for the disk", () => {
  it("is what a transaction does and a quick one does not", async () => {
    expect(await store.db.transaction(commitMode)).toBe("on");
    expect(await store.db.quickTransaction(commitMode)).toBe("off");
    const [quick] = await store.db.quick<{ synchronous_commit: string }>`SHOW synchronous_commit`;
    const [direct] = await store.db.direct<{ synchronous_commit: string }>`SHOW synchronous_commit`;
    expect([quick?.synchronous_commit, direct?.synchronous_commit]).toEqual(["off", "on"]);
  });
});

describe("a direct statement", () => {
  it("binds its values, whatever they hold", async () => {
    const hostile = "'; DROP TABLE setting; --";
    const rows = await store.db.direct<{ said: string; sum: number; words: string[] }>`
      SELECT ${hostile}::text AS said, ${2}::int + ${3}::int AS sum, ${["a,b", '"']}::text[] AS words`;
    expect(rows).toEqual([{ said: hostile, sum: 5, words: ["a,b", '"'] }]);
  });
});
