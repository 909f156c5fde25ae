import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { type FreshStore, freshStore } from "@/testing/store";
import { recordAudit } from "./record-audit";
import { sealAudit } from "./seal-audit";

let store: FreshStore;
let deps: TestDeps;
beforeEach(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
});
afterEach(async () => {
  deps.dispose();
  await store.close();
});

const write = (subject: string) =>
  deps.db.transaction((tx) => recordAudit(tx, { actor: null, event: "group.created", subject }));

/** Subjects in the order of their positions. */
async function chain(): Promise<string[]> {
  const rows = await deps.db.read.auditSeal.findMany({
    orderBy: { position: "asc" },
    select: { position: true, event: { select: { subject: true } } },
  });
  return rows.map(({ position, event }) => `${position} ${event.subject}`);
}

describe("the sealer", () => {
  it("gives each event the next position, and does nothing when nothing waits", async () => {
    for (const subject of ["a", "b", "c"]) await write(subject);
    expect(await sealAudit(deps)).toBe(3);
    expect(await sealAudit(deps)).toBe(0);
    await write("d");
    expect(await sealAudit(deps)).toBe(1);
    expect(await chain()).toEqual(["1 a", "2 b", "3 c", "4 d"]);
  });

  it("passes over an event that is not committed and seals it once it is", async () => {
    const slow = new pg.Client(store.url);
    await slow.connect();
    await slow.query("BEGIN");
    await slow.query(
      `INSERT INTO audit_event ("actorName", event, subject) VALUES ('x', 'a.b', 'slow')`,
    );
    await write("quick");
    expect(await sealAudit(deps)).toBe(1);
    await slow.query("COMMIT");
    await slow.end();
    expect(await sealAudit(deps)).toBe(1);
    expect(await chain()).toEqual(["1 quick", "2 slow"]);
  });

  it("leaves no gap when a change is undone", async () => {
    await write("a");
    const undone = deps.db.transaction(async (tx) => {
      await recordAudit(tx, { actor: null, event: "group.created", subject: "undone" });
      throw new RangeError("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await write("b");
    await sealAudit(deps);
    expect(await chain()).toEqual(["1 a", "2 b"]);
  });

  it("makes one chain when several gateways seal while people write", async () => {
    const others = [testDeps({ db: store.db }), testDeps({ db: store.db })];
    const writing = Promise.all(Array.from({ length: 60 }, (_, index) => write(`event ${index}`)));
    let done = false;
    const sealing = [deps, ...others].map(async (gateway) => {
      while (!done) await sealAudit(gateway);
    });
    await writing;
    done = true;
    await Promise.all(sealing);
    await sealAudit(deps);
    const positions = (await chain()).map((line) => Number(line.split(" ")[0]));
    expect(positions).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    for (const other of others) other.dispose();
  });

  it("does not wait while another holds the lock, and nobody who writes waits for it", async () => {
    const holder = new pg.Client(store.url);
    await holder.connect();
    await holder.query("BEGIN; SELECT pg_advisory_xact_lock(72707371)");
    await write("written meanwhile");
    expect(await sealAudit(deps)).toBe(0);
    await holder.query("COMMIT");
    await holder.end();
    expect(await sealAudit(deps)).toBe(1);
  });

  it("takes more than one transaction's worth in one turn", async () => {
    await deps.db.transaction(
      (tx) => tx.$executeRaw`INSERT INTO audit_event ("actorName", event, subject)
        SELECT 'x', 'a.b', n::text FROM generate_series(1, 2500) n`,
    );
    expect(await sealAudit(deps)).toBe(2500);
  });
});
