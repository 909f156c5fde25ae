import { rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { type FreshStore, freshStore } from "@/testing/store";
import { recordAudit } from "./record-audit";
import { sealAudit } from "./seal-audit";
import { verifyNightly } from "./verify-nightly";
import { verifyTrail } from "./verify-trail";

const EVENTS = 8;
let store: FreshStore;
let deps: TestDeps;
beforeEach(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
  for (let number = 1; number <= EVENTS; number += 1) {
    await deps.db.transaction((tx) =>
      recordAudit(tx, {
        ...{ actor: null, event: "group.created", subject: `group ${number}` },
        after: { number, words: ["ä", '"', "\\"] },
      }),
    );
  }
  await sealAudit(deps);
});
afterEach(async () => {
  deps.dispose();
  await store.close();
});

/** What somebody with all rights in the database does, its triggers and references switched off. */
async function asRoot(sql: string): Promise<void> {
  const client = new pg.Client(store.rootUrl);
  await client.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(sql);
  await client.end();
}

async function verdict(): Promise<string> {
  const { outcome } = await verifyTrail(deps, { actor: null, origin: "" });
  if (outcome.kind === "holds") return "holds";
  return `${outcome.fault} at ${outcome.position ?? `event ${outcome.eventId}`}`;
}
const edited = async (sql: string) => {
  await asRoot(sql);
  return verdict();
};
/** Moves positions without meeting one that is taken. */
const shift = (by: number, from: number) =>
  `UPDATE audit_seal SET position = position + 1000 + ${by} WHERE position >= ${from};
   UPDATE audit_seal SET position = position - 1000 WHERE position > 1000;`;
const COPY = `"actorName", event, subject, origin`;
const NEW_EVENT = (at: string) =>
  `INSERT INTO audit_event (id, at, ${COPY}) SELECT 900, ${at}, ${COPY} FROM audit_event WHERE id = 4;`;

describe("the trail as it was written", () => {
  it("holds, and holds again with the events of verifying it", async () => {
    expect(await verdict()).toBe("holds");
    await sealAudit(deps);
    expect(await verdict()).toBe("holds");
  });

  it("says how far it goes and leaves an event with the outcome", async () => {
    const { head } = await verifyTrail(deps, { actor: null, origin: "here" });
    expect(head.position).toBe(EVENTS);
    const event = await deps.db.read.auditEvent.findFirst({ where: { event: "audit.verified" } });
    expect(event).toMatchObject({
      origin: "here",
      after: { outcome: "holds", positions: EVENTS, head: head.hash },
    });
  });
});

describe("somebody with all rights in the database", () => {
  it.each([
    ["a subject", `UPDATE audit_event SET subject = 'x' WHERE id = 4`],
    ["a time by a microsecond", `UPDATE audit_event SET at = at + interval '1 us' WHERE id = 4`],
    ["what came after", `UPDATE audit_event SET after = '{"number": 5}' WHERE id = 4`],
    ["who did it", `UPDATE audit_event SET "actorId" = '' WHERE id = 4`],
    ["the seal", `UPDATE audit_seal SET hash = repeat('0', 64) WHERE position = 4`],
  ])("cannot change %s unnoticed", async (_, sql) =>
    expect(await edited(sql)).toBe("changed at 4"),
  );

  it.each([
    ["alone", "DELETE FROM audit_event WHERE id = 4", "removed at 4"],
    [
      "with its seal",
      "DELETE FROM audit_event WHERE id = 4; DELETE FROM audit_seal WHERE position = 4",
      "gap at 4",
    ],
    [
      "with its seal, closing the gap",
      `DELETE FROM audit_event WHERE id = 4; DELETE FROM audit_seal WHERE position = 4; ${shift(-1, 5)}`,
      "removed at 4",
    ],
  ])("cannot remove a row %s", async (_, sql, said) => expect(await edited(sql)).toBe(said));

  it("cannot squeeze a row in between", async () => {
    const seal = `INSERT INTO audit_seal VALUES (4, 900, repeat('a', 64), now());`;
    expect(await edited(`${NEW_EVENT("now()")} ${shift(1, 4)} ${seal}`)).toBe("inserted at 4");
  });

  it("cannot write a row into the past and wait for the sealer", async () => {
    await asRoot(
      `${NEW_EVENT("now() - interval '1 day'")} INSERT INTO audit_unsealed VALUES (900)`,
    );
    await sealAudit(deps);
    expect(await verdict()).toBe(`inserted at ${EVENTS + 1}`);
  });

  it("cannot write a row past the queue", async () => {
    const past = "now() - interval '5 minutes'";
    await asRoot(`UPDATE audit_event SET id = 1000 WHERE id = 0; ${NEW_EVENT(past)}`);
    expect(await verdict()).toBe("unsealed at event 900");
    await asRoot("UPDATE audit_event SET id = 0 WHERE id = 900");
    expect(await verdict()).toBe("inserted at event 0");
  });

  it.each([
    [
      "by their numbers",
      `UPDATE audit_event SET id = -1 WHERE id = 3; UPDATE audit_event SET id = 3 WHERE id = 6;
       UPDATE audit_event SET id = 6 WHERE id = -1`,
    ],
    [
      "by the positions of their seals",
      `UPDATE audit_seal SET position = 999 WHERE position = 3; UPDATE audit_seal SET position = 3 WHERE position = 6;
       UPDATE audit_seal SET position = 6 WHERE position = 999`,
    ],
    [
      "by what their seals name",
      `UPDATE audit_seal SET "eventId" = -1 WHERE position = 3; UPDATE audit_seal SET "eventId" = 3 WHERE position = 6;
       UPDATE audit_seal SET "eventId" = 6 WHERE position = 3`,
    ],
  ])("cannot change the order of rows %s", async (_, sql) =>
    expect(await edited(sql)).toBe("reordered at 3"),
  );

  const CUT = "DELETE FROM audit_event WHERE id > 5; DELETE FROM audit_seal WHERE position > 5";
  it("cannot cut off the end once a head was kept outside the store", async () => {
    expect(await verdict()).toBe("holds");
    expect(await edited(CUT)).toBe("gap at 6");
  });

  it("cuts off the end unnoticed where nothing outside the store remembers it", async () => {
    expect(await verdict()).toBe("holds");
    rmSync(path.join(deps.env.GATEHOUSE_DATA, "audit.head"));
    expect(await edited(CUT)).toBe("holds");
  });
});

describe("the nightly verification", () => {
  const verifications = () =>
    deps.db.read.auditEvent.count({ where: { event: "audit.verified", origin: "nightly" } });

  it("is done once a day, from two in the morning on, by one gateway", async () => {
    let now = new Date("2026-03-01T01:59:00Z");
    const [one, other] = [0, 1].map(() => testDeps({ db: store.db, now: () => now }));
    if (one === undefined || other === undefined) throw new RangeError("two gateways");
    await verifyNightly(one);
    expect(await verifications()).toBe(0);
    now = new Date("2026-03-01T02:00:00Z");
    await Promise.all([verifyNightly(one), verifyNightly(other)]);
    await verifyNightly(one);
    expect(await verifications()).toBe(1);
    now = new Date("2026-03-02T09:00:00Z");
    await verifyNightly(other);
    expect(await verifications()).toBe(2);
    one.dispose();
    other.dispose();
  });
});
