import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuardReason } from "@/domain/guardrails/guard-input";
import type { OutputLine } from "@/domain/guardrails/guard-output";
import type { Actor } from "@/domain/people/user";
import type { SessionState } from "@/domain/sessions/session";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { sessionFilter } from "./filter";
import { keepVerdict } from "./guarded/store";
import { listSessions } from "./list-sessions";
import { closeSession, insertSession } from "./store";

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
  const statements = ["select 1", "select 100%", "select a_b", "UPDATE t", String.raw`like '\'`];
  for (const [index, statement] of statements.entries()) {
    await aSession(index % 2 === 0 ? ada : ben, { statement, hoursAgo: 10 * index });
  }
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
  given: {
    statement: string;
    hoursAgo: number;
    state?: SessionState;
    masked?: number;
    lines?: readonly OutputLine[];
  },
): Promise<string> {
  count += 1;
  const id = `ses_${String(count).padStart(26, "0")}`;
  const startedAt = new Date(clock.now().getTime() - given.hoursAgo * HOUR_MS);
  await insertSession(deps.db.quick, {
    ...{ id, ownerId: owner.userId, ownerName: owner.name, ownerEmail: owner.email, startedAt },
    ...{ connectionId: "con_gone", connectionName: "shop", connectionVersion: 1 },
    ...{ kind: "postgres", mode: "web", verb: "one-off", state: "running", risk: "low" },
    ...{ statement: given.statement, riskReasons: [], origin: "", correlationId: null },
    ...{ signInId: "s", agentId: "agt_1", gatewayId: "gtw_1", recordingPath: "x", grantId: null },
    maskedBy: [],
  });
  const { state, masked = 0 } = given;
  if (state === undefined) return id;
  const end = { id, state, endedAt: startedAt, code: null, because: null, rows: 0, bytes: 0 };
  const counts = {
    masked: { email: masked },
    maskedTotal: masked,
    maskedColumns: [],
    outputGuarded: given.lines ?? null,
  };
  await closeSession(deps.db.quick, { ...end, ...counts }, null);
  return id;
}

const list = (who: Actor, filter: object = {}) =>
  listSessions(deps, who, sessionFilter.parse(filter));
const statements = async (who: Actor, filter: object = {}) =>
  (await list(who, filter)).rows.map((row) => row.statement);

describe("the list of sessions", () => {
  it("shows an admin all, newest first, with the true total", async () => {
    expect(await statements(ada)).toEqual([
      ...["select 1", "select 100%", "select a_b", "UPDATE t", String.raw`like '\'`],
    ]);
    expect((await list(ada, { limit: 2 })).total).toBe(5);
  });

  it("shows a member their own only, whatever they filter by", async () => {
    expect(await statements(ben)).toEqual(["select 100%", "UPDATE t"]);
    expect(await statements(ben, { owner: ada.email })).toEqual([]);
    expect((await list(ben)).total).toBe(2);
  });

  it("gives each session once when it is paged through, also where many began at one instant", async () => {
    for (let index = 0; index < 7; index += 1) {
      await aSession(ada, { statement: `same ${index}`, hoursAgo: 400 });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(ada, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(12);
  });

  it("finds words in statements literally: no character of them is a wildcard", async () => {
    expect(await statements(ada, { text: "0%" })).toEqual(["select 100%"]);
    expect(await statements(ada, { text: "a_b" })).toEqual(["select a_b"]);
    expect(await statements(ada, { text: "\\" })).toEqual([String.raw`like '\'`]);
    expect(await statements(ada, { text: "update" })).toEqual(["UPDATE t"]);
  });

  it("filters by period, state, connection, owner and whether anything was masked", async () => {
    await aSession(ben, { statement: "masked", hoursAgo: 1, state: "done", masked: 3 });
    expect(await statements(ada, { period: "day", owner: "Ben@corp.test" })).toEqual([
      ...["masked", "select 100%"],
    ]);
    expect(await statements(ada, { state: "done" })).toEqual(["masked"]);
    expect(await statements(ada, { masked: true })).toEqual(["masked"]);
    expect(await statements(ada, { connection: "other" })).toEqual([]);
  });

  it("filters by the guardrail that said something of the command, or did something to its result", async () => {
    const id = await aSession(ben, { statement: "delete from t", hoursAgo: 5 });
    const about = { ruleId: "grd_1", rule: "No whole tables", message: "", criterion: "every-row" };
    const where = { because: "no-where", object: null, statement: 0, start: 0, end: 1 } as const;
    await keepVerdict(deps.db.quick, id, {
      ...{ outcome: "warn", leftOut: 0 },
      reasons: [{ ...about, ...where, action: "warn", startByte: 0, endByte: 1 } as GuardReason],
    });
    const lines = [{ ruleId: "grd_2", rule: "Code names", action: "redact", count: 2 }] as const;
    await aSession(ada, { statement: "select code", hoursAgo: 5, state: "done", lines });
    expect(await statements(ada, { guardrail: "No whole tables" })).toEqual(["delete from t"]);
    expect(await statements(ada, { guardrail: "Code names" })).toEqual(["select code"]);
    expect(await statements(ben, { guardrail: "Code names" })).toEqual([]);
    expect(await statements(ada, { guardrail: "No whole" })).toEqual([]);
  });

  it("cuts long statements and says so", async () => {
    await aSession(ben, { statement: "x".repeat(501), hoursAgo: 0 });
    const [first] = (await list(ben, { limit: 1 })).rows;
    expect(first).toMatchObject({ statement: "x".repeat(500), statementCut: true });
  });

  it("refuses a cursor that is not one of its own", async () => {
    await expect(list(ada, { cursor: "1; drop table session" })).rejects.toMatchObject({
      code: "INPUT.INVALID",
    });
  });
});
