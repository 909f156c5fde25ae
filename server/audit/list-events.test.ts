import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/prisma/generated/client";
import { type TestDeps, testDeps } from "@/testing/deps";
import { type FreshStore, freshStore } from "@/testing/store";
import { auditFilter } from "./filter";
import { eventNames } from "./list-event-names";
import { listEvents, whereOf } from "./list-events";
import { sealAudit } from "./seal-audit";
import { eventsSql } from "./store";

const ROWS = 30_000;
let store: FreshStore;
let deps: TestDeps;

/** Twenty people, ten events, subjects that recur and one that does not; two a second. */
beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
  const client = new pg.Client(store.rootUrl);
  await client.connect();
  await client.query(`
    INSERT INTO audit_event (at, "actorName", event, subject)
      SELECT timestamptz '2026-01-01' + n * interval '500 ms', 'Person ' || n % 20,
        (ARRAY['group','connection','agent','user','session'])[1 + n % 5] || '.' ||
        (ARRAY['created','deleted'])[1 + n % 2],
        CASE n WHEN 77 THEN 'olga.auditor@corp.test' ELSE 'orders-db ' || n % 100 END
      FROM generate_series(1, ${ROWS}) n`);
  await sealAudit(deps);
  await client.query(`
    INSERT INTO audit_event (at, "actorName", event, subject) VALUES
      ('2026-02-01', 'Ada', 'demo.removed', 'late'), ('2026-02-01', 'Ada', 'demo.removed', 'late')`);
  await client.query("ANALYZE audit_event; ANALYZE audit_seal; ANALYZE audit_unsealed");
  await client.end();
}, 60_000);
afterAll(async () => {
  deps.dispose();
  await store.close();
});

const list = (filter: object) => listEvents(deps, auditFilter.parse(filter));
const ids = async (filter: object) => (await list(filter)).rows.map((row) => Number(row.id));

describe("the list of events", () => {
  it("is newest first and goes on where a page ended, times that are equal too", async () => {
    const first = await list({ limit: 1 });
    expect(first.rows.map((row) => row.id)).toEqual([String(ROWS + 2)]);
    const second = await list({ limit: 2, cursor: first.nextCursor });
    expect(second.rows.map((row) => Number(row.id))).toEqual([ROWS + 1, ROWS]);
  });

  it("ends without another page", async () => {
    const { rows, nextCursor } = await list({ actor: "Ada" });
    expect([rows.length, nextCursor]).toEqual([2, null]);
  });

  it("finds people by name in whatever case", async () =>
    expect(await ids({ actor: " person 3 ", limit: 1 })).toEqual([ROWS - 17]));

  it("finds events by name or by noun", async () => {
    expect(await ids({ event: "demo.removed" })).toHaveLength(2);
    const { rows } = await list({ event: "group" });
    expect(new Set(rows.map((row) => row.event))).toEqual(
      new Set(["group.created", "group.deleted"]),
    );
  });

  it("finds subjects by the beginnings of their words, whatever else is typed", async () => {
    for (const subject of ["auditor", "OLGA", "corp olg", "olga.auditor@corp.test", "aud'|(&!:*"]) {
      expect(await ids({ subject })).toEqual([77]);
    }
    expect(await ids({ subject: "ditor" })).toEqual([]);
    expect(await ids({ subject: "orders 42", limit: 1 })).toEqual([ROWS - 58]);
  });

  it("finds a period, both days included", async () => {
    expect(await ids({ from: "2026-02-01", to: "2026-02-01" })).toHaveLength(2);
    expect(await ids({ from: "2026-01-02", to: "2026-01-31" })).toEqual([]);
    expect(await ids({ to: "2026-01-01", limit: 1 })).toEqual([ROWS]);
  });

  it("tells what is sealed from what is not yet", async () => {
    expect(await ids({ state: "unsealed" })).toEqual([ROWS + 2, ROWS + 1]);
    expect(await ids({ state: "sealed", limit: 1 })).toEqual([ROWS]);
  });

  it("refuses a cursor of another list", async () => {
    await expect(list({ cursor: "12.ses_1" })).rejects.toThrow("cursor");
    await expect(list({ cursor: "2026-99-99T00:00:00.000000Z_1" })).rejects.toThrow("cursor");
  });

  it("names the events that occur", async () =>
    expect(await eventNames(deps)).toEqual([
      ...["agent.created", "agent.deleted", "connection.created", "connection.deleted"],
      ...["demo.removed", "group.created", "group.deleted", "session.created"],
      ...["session.deleted", "user.created", "user.deleted"],
    ]));
});

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

describe("every page is read by an index", () => {
  const filters = {
    "nothing filtered": {},
    actor: { actor: "Person 3" },
    event: { event: "group.created" },
    noun: { event: "group" },
    "a rare subject": { subject: "olga" },
    "a common subject": { subject: "orders" },
    period: { from: "2026-01-01", to: "2026-01-01" },
    sealed: { state: "sealed" },
    unsealed: { state: "unsealed" },
    "actor, event and period": { actor: "Person 3", event: "user.created", from: "2026-01-01" },
  };
  const middle = { at: "2026-01-01T01:00:00.000000Z", id: "7200" };

  it.each(Object.entries(filters))("%s", async (_, filter) => {
    for (const after of [null, middle]) {
      const where = whereOf(auditFilter.parse(filter));
      const sql = eventsSql({ where, after, rowsMax: 51 });
      const [row] = await store.db.read.$queryRaw<{ "QUERY PLAN": { Plan: Plan }[] }[]>(
        Prisma.sql`EXPLAIN (FORMAT JSON) ${sql}`,
      );
      const nodes = nodesOf(row?.["QUERY PLAN"][0]?.Plan);
      const scanned = nodes
        .filter((node) => node["Node Type"] === "Seq Scan")
        .map((node) => node["Relation Name"]);
      expect(scanned.filter((name) => name !== "audit_unsealed")).toEqual([]);
    }
  });
});

function nodesOf(plan: Plan | undefined): readonly Plan[] {
  return plan === undefined ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
