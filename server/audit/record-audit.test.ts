import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { auditTrail } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { ensureGroup } from "../people/ensure-group";
import { recordAudit } from "./record-audit";

let store: FreshStore;
let deps: TestDeps;
beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});

describe("the audit trail", () => {
  it("and the change are one: a line that cannot be written undoes the change", async () => {
    const change = deps.db.transaction(async (tx) => {
      await ensureGroup(tx, "undone");
      await recordAudit(tx, { actor: null, event: "not an event" as "a.b", subject: "undone" });
    });
    await expect(change).rejects.toThrow("noun.pastTense");
    expect(await auditTrail(deps)).toEqual([]);
    expect(await deps.db.read.group.count()).toBe(0);
  });

  it("never takes a secret, at any depth", async () => {
    const after = { settings: { host: "db", password: "hunter2" } };
    const entry = { actor: null, event: "connection.created", subject: "db", after } as const;
    const written = deps.db.transaction((tx) => recordAudit(tx, entry));
    await expect(written).rejects.toThrow("password is named as one");
  });

  it("notes a group that was created, once", async () => {
    await deps.db.transaction((tx) => ensureGroup(tx, "support"));
    await deps.db.transaction((tx) => ensureGroup(tx, "support"));
    expect(await auditTrail(deps)).toEqual(["group.created support"]);
  });
});
