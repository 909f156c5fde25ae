import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/domain/people/user";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson, auditTrail } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { statementsOfSessions } from "./statements-of-sessions";
import { insertSession } from "./store";

const HOUR_MS = 3600_000;
const clock = stoppedClock();
let store: FreshStore;
let deps: TestDeps;
let ada: Actor;
let ben: Actor;

beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db, now: clock.now });
  ada = { ...(await actor("ada")), role: "admin" };
  ben = await actor("ben");
  await aSession(ada, "select 1", { on: "shop", hoursAgo: 3 });
  await aSession(ben, "select 1", { on: "shop", hoursAgo: 1 });
  await aSession(ada, "select 1", { on: "hr", hoursAgo: 4 });
  await aSession(ada, "select 2", { on: "shop", hoursAgo: 2 });
  await aSession(ada, "select 'last year'", { on: "shop", hoursAgo: 24 * 31 });
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});

async function actor(name: string): Promise<Actor> {
  const { id, email } = await aLocalPerson(deps, name);
  const rest = { name, email, status: "active", groups: [], role: "member", signInId: "s" };
  return { userId: id, ...rest } as unknown as Actor;
}

let count = 0;
async function aSession(
  owner: Actor,
  statement: string,
  { on, hoursAgo }: { readonly on: string; readonly hoursAgo: number },
): Promise<void> {
  count += 1;
  await insertSession(deps.db.quick, {
    ...{ id: `ses_${String(count).padStart(26, "0")}`, ownerId: owner.userId, statement },
    ...{ ownerName: owner.name, ownerEmail: owner.email },
    startedAt: new Date(clock.now().getTime() - hoursAgo * HOUR_MS),
    ...{ connectionId: "con_gone", connectionName: on, connectionVersion: 1, maskedBy: [] },
    ...{ kind: "postgres", mode: "web", verb: "one-off", state: "running", risk: "low" },
    ...{ riskReasons: [], origin: "", correlationId: null, recordingPath: "x", grantId: null },
    ...{ signInId: "s", agentId: "agt_1", gatewayId: "gtw_1" },
  });
}

const MANY = { statementsMax: 100, statementCharactersMax: 100, charactersMax: 1_000 };
async function read(who: Actor, limits: Partial<typeof MANY> = {}) {
  const by = { actor: who, origin: "test" };
  const { statements, isCut } = await statementsOfSessions(deps, { by, ...MANY, ...limits });
  return { statements: statements.map((one) => `${one.connection}: ${one.statement}`), isCut };
}

describe("what was run in the last month", () => {
  it("is each statement once for each connection, the one that was sent last first", async () =>
    expect(await read(ada)).toEqual({
      statements: ["shop: select 1", "shop: select 2", "hr: select 1"],
      isCut: false,
    }));

  it("is a member's own only", async () =>
    expect((await read(ben)).statements).toEqual(["shop: select 1"]));

  it("says when there is more than it gives, by count, by length and by size", async () => {
    const [first, second] = ["shop: select 1", "shop: select 2"];
    expect(await read(ada, { statementsMax: 2 })).toEqual({
      ...{ statements: [first, second], isCut: true },
    });
    expect(await read(ada, { charactersMax: 10 })).toEqual({ statements: [first], isCut: true });
    expect(await read(ada, { statementCharactersMax: 7 })).toEqual({ statements: [], isCut: true });
  });

  it("is read with a line in the audit trail", async () => {
    const before = (await auditTrail(deps)).length;
    await read(ada);
    const trail = await auditTrail(deps);
    expect(trail.length).toBe(before + 1);
    expect(trail).toContain("statements.read guardrail workbench");
  });
});
