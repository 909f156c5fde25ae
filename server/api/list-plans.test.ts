import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Actor, SignInId, UserId } from "@/domain/people/user";
import { largeScenario } from "@/prisma/seed/large";
import { runSeed } from "@/prisma/seed/scenario";
import { type TestDeps, testDeps } from "@/testing/deps";
import { type FreshStore, freshStore } from "@/testing/store";
import { appRouter } from "./root";
import { createCallerFactory } from "./trpc";

type Caller = ReturnType<ReturnType<typeof createCallerFactory<typeof appRouter._def.record>>>;

interface List {
  /** The table whose rows are listed. */
  readonly table: string;
  /** Whose list it is; of both when left out. */
  readonly of?: "an admin";
  readonly ask: (caller: Caller, input: object) => Promise<unknown>;
  /** Read along an index: the order of the list, or what it is filtered by. */
  readonly alongAnIndex: readonly object[];
  /** Words and rights are looked for in every row that is left; no more than a page is returned. */
  readonly byWords: readonly object[];
}

const CONNECTION = "prod-inventory-0003";
const SESSION = `1790000000000.ses_seed${"3".padStart(22, "0")}`;

/** Every list that is read page by page. A new one is a new row here. */
const LISTS: Readonly<Record<string, List>> = {
  users: {
    ...{ table: "user", of: "an admin" },
    ask: (caller, input) => caller.users.list(input),
    alongAnIndex: [{}, { limit: 100 }, { page: 2 }, { direction: "down" }, { sort: "email" }],
    byWords: [{ text: "garcia" }, { group: "sales-001" }, { sort: "lastSeen" }, { role: "admin" }],
  },
  groups: {
    ...{ table: "group", of: "an admin" },
    ask: (caller, input) => caller.groups.list(input),
    alongAnIndex: [{}, { limit: 100 }, { page: 2 }],
    byWords: [{ text: "sales" }, { source: "idp" }],
  },
  audit: {
    ...{ table: "audit_event", of: "an admin" },
    ask: (caller, input) => caller.audit.list(input),
    alongAnIndex: [
      ...[{}, { limit: 100 }, { event: "signIn.refused" }, { event: "connection" }],
      ...[{ actor: "Ana O'Brien" }, { from: "2026-01-01" }, { subject: "garcia" }],
    ],
    byWords: [],
  },
  reviews: {
    ...{ table: "access_review", of: "an admin" },
    ask: (caller, input) => caller.reviews.list(input),
    alongAnIndex: [{}, { limit: 100 }],
    byWords: [],
  },
  apiKeys: {
    table: "api_key",
    ask: (caller, input) => caller.apiKeys.list(input),
    alongAnIndex: [{}, { limit: 100 }],
    byWords: [],
  },
  connections: {
    table: "connection",
    ask: (caller, input) => caller.connections.list(input),
    alongAnIndex: [{}, { limit: 100 }, { cursor: CONNECTION }],
    byWords: [
      { usable: true },
      { search: "prod billing" },
      { search: "no such word", usable: true },
    ],
  },
  sessions: {
    table: "session",
    ask: (caller, input) => caller.sessions.list(input),
    alongAnIndex: [
      ...[{}, { limit: 100 }, { cursor: SESSION }, { period: "day" }, { masked: true }],
      ...[
        { connection: CONNECTION },
        { state: "failed" },
        { guardrail: "No whole tables" },
        { owner: "ana.obrien1@corp.example" },
      ],
    ],
    byWords: [{ text: "from customers" }, { text: "no such word", period: "month" }],
  },
};

/** Enough rows that reading a table whole costs more than its index does. */
const SIZES = {
  ...{ people: 3_000, groups: 500, connections: 5_000, sessions: 5_000 },
  ...{ apiKeys: 2_000, accessReviews: 3_000, auditEvents: 50_000 },
};
const ROWS_MAX = 100 + 1;

let store: FreshStore;
let deps: TestDeps;
let client: pg.Client;

beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
  client = new pg.Client(store.url);
  await client.connect();
  await runSeed(client, largeScenario(SIZES), () => {});
});
afterAll(async () => {
  await client.end();
  deps.dispose();
  await store.close();
});

const admin: Actor = {
  ...{ userId: "usr_admin" as UserId, signInId: "sign-in" as SignInId, status: "active" },
  ...{ name: "Ada", email: "ada@corp.test", role: "admin", groups: ["admin"] },
};
const ACTORS: Readonly<Record<string, Actor>> = {
  "an admin": admin,
  "a member": {
    ...admin,
    userId: `usr_seed${"7".padStart(22, "0")}` as UserId,
    ...{ role: "member", groups: ["sales-001", "support-002"] },
  },
};

const statement = z.object({ text: z.string(), values: z.array(z.unknown()).default([]) });
type Statement = z.infer<typeof statement>;

/** What goes to PostgreSQL while a list is asked for, as the driver sends it. */
async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    return query.mock.calls.map((call: readonly unknown[]) => {
      const [given, values] = call;
      if (typeof given === "string") return statement.parse({ text: given, values });
      return statement.parse({ ...(Array.isArray(values) && { values }), ...Object(given) });
    });
  } finally {
    query.mockRestore();
  }
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** How each table is read in the plan of a statement: `Index Scan of connection`. */
async function readsOf({ text, values }: Statement): Promise<string[]> {
  const { rows } = await client.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(
    `EXPLAIN (FORMAT JSON) ${text}`,
    values,
  );
  const walk = (node: PlanNode): string[] => [
    ...(node["Relation Name"] === undefined
      ? []
      : [`${node["Node Type"]} of ${node["Relation Name"]}`]),
    ...(node.Plans ?? []).flatMap(walk),
  ];
  return rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => walk(Plan)));
}

const isPage = ({ text }: Statement) => /\bLIMIT\b/.test(text);
const rowsOf = async ({ text, values }: Statement) =>
  (await client.query(text, values)).rows.length;

const cases = Object.entries(LISTS).flatMap(([name, list]) =>
  Object.entries(ACTORS)
    .filter(([who]) => (list.of ?? who) === who)
    .map(([who, actor]) => ({ name, list, who, actor })),
);

describe.each(cases)("the list of $name for $who", ({ list, actor }) => {
  const ask = (input: object) =>
    statementsOf(() =>
      list.ask(createCallerFactory(appRouter)({ deps, actor, origin: "" }), input),
    );

  it.each([...list.alongAnIndex, ...list.byWords])(
    "reads a page and no more: %o",
    async (input) => {
      const asked = await ask(input);
      expect(asked.filter(isPage).length).toBeGreaterThan(0);
      for (const one of asked) expect(await rowsOf(one), one.text).toBeLessThanOrEqual(ROWS_MAX);
    },
  );

  it.each(list.alongAnIndex)("walks an index to it: %o", async (input) => {
    const reads: string[] = [];
    for (const page of (await ask(input)).filter(isPage)) reads.push(...(await readsOf(page)));
    const ofTable = reads.filter((read) => read.endsWith(` of ${list.table}`));
    expect(ofTable.length, reads.join()).toBeGreaterThan(0);
    for (const read of ofTable) expect(read).toMatch(/^(Index|Bitmap Heap)/);
  });
});
