import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ACCESS_MODES, CONNECTION_KINDS } from "@/domain/connections/connection";
import { GUARDRAIL_ACTIONS } from "@/domain/guardrails/guardrail";
import { KEY_SCOPES } from "@/domain/people/key-scope";
import { USER_STATUSES } from "@/domain/people/user";
import { RULE_COMMANDS } from "@/domain/requests/access-rule";
import { canMoveRequest, REQUEST_KINDS, REQUEST_STATES } from "@/domain/requests/request";
import { VERDICTS } from "@/domain/requests/tally";
import { canMove, isOpen, SESSION_STATES, SESSION_VERBS } from "@/domain/sessions/session";
import { type FreshStore, freshStore } from "@/testing/store";
import { connectDb } from "./connect-db";
import type { Db } from "./db";

let store: FreshStore;
/** Nobody is above the rules of the tables, not even who owns them. */
let root: Db;
let count = 0;

beforeAll(async () => {
  store = await freshStore();
  root = connectDb(store.rootUrl, pino({ level: "silent" }));
});
afterAll(async () => {
  await root.close();
  await store.close();
});
beforeEach(() => {
  count += 1;
});

const endFor = (state: string) =>
  SESSION_STATES.some((known) => known === state && isOpen(known)) ? null : new Date();

async function addSession(state: string): Promise<string> {
  count += 1;
  const id = `ses_${count}`;
  const owner = { ownerName: "Ada", ownerEmail: "ada@demo.test", gatewayId: "gtw_1" };
  const what = { connectionName: "demo", connectionVersion: 1, statement: "SELECT 1" };
  const how = { kind: "postgres", mode: "web", verb: "one-off", startedAt: new Date() };
  await store.db.transaction((tx) =>
    tx.session.create({
      data: { id, state, endedAt: endFor(state), ...owner, ...what, ...how },
      select: { id: true },
    }),
  );
  return id;
}

const move = (id: string, state: string) =>
  store.db.transaction((tx) =>
    tx.session.update({
      where: { id },
      data: { state, endedAt: endFor(state) },
      select: { id: true },
    }),
  );

describe("the states of a session", () => {
  const pairs = SESSION_STATES.flatMap((from) => SESSION_STATES.map((to) => ({ from, to })));

  it("move in the database exactly as in the domain", async () => {
    const rows = await store.db.read.sessionMove.findMany();
    const held = rows.map((row) => `${row.fromState} ${row.toState}`).sort();
    const decided = pairs.filter(({ from, to }) => canMove(from, to));
    expect(held).toEqual(decided.map(({ from, to }) => `${from} ${to}`).sort());
  });

  it("are refused any other move, whoever makes it", async () => {
    for (const { from, to } of pairs) {
      const moved = move(await addSession(from), to).then(
        () => true,
        () => false,
      );
      expect({ from, to, moved: await moved }).toEqual({
        from,
        to,
        moved: from === to || canMove(from, to),
      });
    }
  });

  it("need an end exactly when they are over", async () => {
    const id = await addSession("running");
    await expect(
      store.db.transaction((tx) => tx.session.update({ where: { id }, data: { state: "done" } })),
    ).rejects.toThrow("session_has_an_end_when_over");
  });

  it("cannot be taught a new move", async () => {
    const move = { fromState: "done", toState: "running" };
    await expect(root.transaction((tx) => tx.sessionMove.create({ data: move }))).rejects.toThrow(
      "session_moves_are_fixed",
    );
  });
});

describe("the moves of a request", () => {
  it("in the store are those of the domain, and no more", async () => {
    const rows = await store.db.read.accessRequestMove.findMany();
    const held = rows.map((row) => `${row.kind} ${row.fromState} ${row.toState}`).sort();
    const decided = REQUEST_KINDS.flatMap((kind) =>
      REQUEST_STATES.flatMap((from) =>
        REQUEST_STATES.filter((to) => canMoveRequest(kind, from, to)).map(
          (to) => `${kind} ${from} ${to}`,
        ),
      ),
    );
    expect(held).toEqual(decided.sort());
  });

  const add = (id: string, state: string) =>
    root.transaction(
      (tx) => tx.$executeRaw`
        INSERT INTO access_request (id, kind, state, "requesterName", "requesterEmail",
          "connectionName", mode, demands, contract, "contractDigest", "createdAt", "expiresAt",
          "approvedAt", "endedAt")
        VALUES (${id}, 'action', ${state}, 'n', 'e', 'c', 'web', '[]', '{}', repeat('0', 64), now(),
          now(), now(), CASE WHEN ${state} IN ('pending', 'proposed', 'approved', 'running')
            THEN NULL ELSE now() END)`,
    );

  it.each(REQUEST_STATES)("from %s are the only ones, whoever makes them", async (from) => {
    const id = `req_${from}`;
    await add(id, from);
    for (const to of REQUEST_STATES) {
      if (to === from || canMoveRequest("action", from, to)) continue;
      const moved = root.transaction(
        (tx) => tx.$executeRaw`UPDATE access_request SET state = ${to} WHERE id = ${id}`,
      );
      await expect(moved, `${from} to ${to}`).rejects.toThrow("cannot move from");
    }
  });
});

describe("legal words", () => {
  const words: Record<string, readonly string[]> = {
    api_key_scopes_are_known: KEY_SCOPES,
    user_status_is_known: USER_STATUSES,
    connection_kind_is_known: CONNECTION_KINDS,
    connection_modes_are_known: ACCESS_MODES,
    session_kind_is_known: CONNECTION_KINDS,
    session_mode_is_known: ACCESS_MODES,
    session_verb_is_known: SESSION_VERBS,
    session_state_is_known: SESSION_STATES,
    access_request_kind_is_known: REQUEST_KINDS,
    access_request_state_is_known: REQUEST_STATES,
    access_rule_kind_is_known: REQUEST_KINDS,
    access_rule_commands_are_known: RULE_COMMANDS,
    access_vote_verdict_is_known: VERDICTS,
    guardrail_action_is_known: GUARDRAIL_ACTIONS,
  };

  it.each(Object.entries(words))("%s holds the domain's list", async (name, list) => {
    const [row] = await store.db.read.$queryRaw<{ text: string }[]>`
      SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = ${name}`;
    const held = [...(row?.text ?? "").matchAll(/'([a-z:-]+)'/g)].map((match) => match[1]);
    expect([...new Set(held)].sort()).toEqual([...list].sort());
  });
});

describe("the audit trail", () => {
  const add = () =>
    store.db.transaction((tx) =>
      tx.auditEvent.create({ data: { actorName: "gateway", event: "agent.created" } }),
    );

  it.each([
    ["corrected", `UPDATE audit_event SET "actorName" = 'somebody'`],
    ["deleted", "DELETE FROM audit_event"],
    ["emptied", "TRUNCATE audit_event CASCADE"],
  ])("cannot be %s", async (_, sql) => {
    await add();
    await expect(root.transaction((tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(
      "audit_event is append-only",
    );
    expect(
      await store.db.read.auditEvent.count({ where: { actorName: "gateway" } }),
    ).toBeGreaterThan(0);
  });

  it("takes only events named noun.pastTense", async () => {
    const bad = { actorName: "gateway", event: "deleted everything" };
    await expect(store.db.transaction((tx) => tx.auditEvent.create({ data: bad }))).rejects.toThrow(
      "audit_event_is_noun_and_past_tense",
    );
  });
});

it("every table says what it is for", async () => {
  const tables = await store.db.read.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND relname <> '_prisma_migrations' AND obj_description(oid) IS NULL`;
  expect(tables).toEqual([]);
});
