import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson, auditTrail, type LocalPerson, PASSWORD } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import type { Inputs, Outputs } from "../api/root";
import { ensureGroup } from "../people/ensure-group";

const DAY_MS = 24 * 3600 * 1000;
const clock = stoppedClock();
let store: FreshStore;
let deps: TestDeps;
let server: SignInServer;
let count = 0;
let ann: LocalPerson;
let browser: DoorVisitor;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  deps = testDeps({ db: store.db, now: clock.now, settings: { GATEHOUSE_URL: server.url } });
  server.serve(deps);
  await deps.db.transaction((tx) => ensureGroup(tx, "sales"));
});
afterAll(async () => {
  await server.close();
  deps.dispose();
  await store.close();
});
beforeEach(async () => {
  // A window of refused keys that an earlier test filled is over.
  clock.advance(16 * 60_000);
  count += 1;
  ann = await aLocalPerson(deps, `ann${count}`, "support");
  browser = await signedIn(ann);
});

async function signedIn({ email }: LocalPerson): Promise<DoorVisitor> {
  const visitor = new DoorVisitor(server.url);
  await visitor.signIn(email, PASSWORD);
  return visitor;
}

const tell = (visitor: DoorVisitor, path: string, input: unknown) =>
  visitor.ask(path, { method: "POST", input });

async function tryMake(visitor: DoorVisitor, order: Partial<Inputs["apiKeys"]["create"]> = {}) {
  count += 1;
  return await tell(visitor, "apiKeys.create", {
    ...{ name: `deploy ${count}`, scopes: ["sessions:run"], groups: ["support"], ...order },
  });
}

async function make(...given: Parameters<typeof tryMake>) {
  const { value, refusal } = await tryMake(...given);
  if (refusal !== undefined) throw new Error(`${refusal.code}: ${refusal.because}`);
  return value as Outputs["apiKeys"]["create"];
}

/** What a program with this key is answered: the code, or `answered`. */
async function use(key: string, path = "connections.list", headers: Record<string, string> = {}) {
  const program = new DoorVisitor(server.url);
  const bearer = { authorization: `Bearer ${key}`, ...headers };
  const { refusal } = await program.ask(path, { headers: bearer });
  return refusal?.code ?? "answered";
}

const rowsFor = async (visitor: DoorVisitor) =>
  ((await visitor.ask("apiKeys.list", { input: {} })).value as Outputs["apiKeys"]["list"]).rows;

describe("making a key", () => {
  it("shows it once; the store has a hash, the list its last characters", async () => {
    const made = await make(browser);
    expect(made.key).toMatch(/^ghk_[\w-]{43}$/);
    const [row] = await rowsFor(browser);
    expect(row).toMatchObject({ name: made.name, ending: made.key.slice(-4), end: null });
    expect(JSON.stringify(row)).not.toContain(made.key);
    const stored = await deps.db.read.apiKey.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(stored)).not.toContain(made.key.slice(4, 40));
    expect(made.expiresAt.getTime()).toBe(clock.now().getTime() + 90 * DAY_MS);
  });

  it("is audited without the key", async () => {
    const made = await make(browser);
    expect((await auditTrail(deps)).at(-1)).toBe(`apiKey.created ${made.name}`);
    const all = JSON.stringify(await deps.db.read.auditEvent.findMany({ select: { after: true } }));
    expect(all).not.toContain(made.key);
  });

  it("gives no group that one is not in, and none that there is not", async () => {
    const { refusal } = await tryMake(browser, { groups: ["support", "sales"] });
    expect(refusal).toMatchObject({
      ...{ code: "KEY.NOT_ALLOWED", because: "You are not in the group sales." },
    });
    const admin = await signedIn(await aLocalPerson(deps, `admin${count}`, "admin"));
    await make(admin, { groups: ["sales"] });
    const typo = await tryMake(admin, { groups: ["saels"] });
    expect(typo.refusal?.because).toBe("There is no group saels.");
  });

  it("takes a name once, until the key that has it is revoked", async () => {
    const { id } = await make(browser, { name: "ci" });
    expect((await tryMake(browser, { name: "ci" })).refusal?.code).toBe("KEY.EXISTS");
    await tell(browser, "apiKeys.revoke", { id });
    await make(browser, { name: "ci" });
  });

  it("is refused to auditors and approvers, and to keys themselves", async () => {
    for (const group of ["auditor", "approver-db"]) {
      const visitor = await signedIn(await aLocalPerson(deps, `${group}${count}`, group));
      expect((await tryMake(visitor)).refusal?.code).toBe("ACCESS.ROLE");
    }
    const { key } = await make(browser, { isBound: true, groups: [] });
    const { refusal } = await new DoorVisitor(server.url).ask("apiKeys.create", {
      ...{ method: "POST", headers: { authorization: `Bearer ${key}` } },
      input: { name: "child", scopes: ["sessions:run"], isBound: true },
    });
    expect(refusal?.code).toBe("ACCESS.SCOPE");
  });

  it("stops at fifty keys that hold", async () => {
    const row = { createdById: ann.id, scopes: ["sessions:run"], ending: "xxxx" };
    const times = { createdAt: clock.now(), expiresAt: new Date(clock.now().getTime() + DAY_MS) };
    const data = Array.from({ length: 50 }, (_, at) => ({
      ...{ id: `key_${count}_${at}`, name: `k${at}`, ...row, ...times },
      keyHash: `${count}${at}`.padStart(64, "0"),
    }));
    await deps.db.transaction((tx) => tx.apiKey.createMany({ data }));
    expect((await tryMake(browser)).refusal?.code).toBe("KEY.LIMIT");
    clock.advance(2 * DAY_MS);
    await make(await signedIn(ann));
  });
});

describe("the list of keys", () => {
  it("is one's own; admins and auditors see all, and auditors may change nothing", async () => {
    const { id } = await make(browser);
    const stranger = await signedIn(await aLocalPerson(deps, `ben${count}`, "support"));
    expect(await rowsFor(stranger)).toEqual([]);
    for (const [group, canRevoke] of [["admin", true] as const, ["auditor", false] as const]) {
      const visitor = await signedIn(await aLocalPerson(deps, `${group}-l${count}`, group));
      const found = (await rowsFor(visitor)).find((row) => row.id === id);
      expect(found).toMatchObject({ canRevoke, isOwn: false, maker: { email: ann.email } });
    }
  });

  it("comes in pages, newest first", async () => {
    const made = [await make(browser), await make(browser), await make(browser)];
    const read = async (cursor?: string) =>
      (await browser.ask("apiKeys.list", { input: { limit: 2, cursor } }))
        .value as Outputs["apiKeys"]["list"];
    const first = await read();
    const second = await read(first.nextCursor ?? "");
    const names = [...first.rows, ...second.rows].map((row) => row.name);
    expect(names).toEqual(made.map((one) => one.name).reverse());
    expect(second.nextCursor).toBeNull();
  });
});

describe("a key on a request", () => {
  it("needs no origin, and is the person's key", async () => {
    const { key, name } = await make(browser);
    const program = new DoorVisitor(server.url);
    const answer = await program.jar.fetch(`${server.url}/api/trpc/sessions.submit`, {
      method: "POST",
      headers: { authorization: `bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ json: { connection: "nothing", statement: "select 1" } }),
    });
    expect(answer.status).toBe(404);
    const last = await deps.db.read.auditEvent.findFirst({ orderBy: { id: "desc" } });
    expect(last).toMatchObject({
      ...{ event: "session.refused", actorId: ann.id, actorName: `key ${name} of ann${count - 1}` },
    });
  });

  it("does what its scopes say and nothing else", async () => {
    const bound = { isBound: true, groups: [] };
    const run = await make(browser, { ...bound, scopes: ["sessions:run"] });
    const read = await make(browser, { ...bound, scopes: ["sessions:read"] });
    const vote = await make(browser, { ...bound, scopes: ["requests:vote"] });
    const asked = async (key: string) =>
      [
        await use(key, "connections.list"),
        await use(key, "sessions.list?input=%7B%22json%22%3A%7B%7D%7D"),
        await use(key, "account.me"),
      ].map((code) => code === "answered");
    expect(await asked(run.key)).toEqual([true, true, false]);
    expect(await asked(read.key)).toEqual([false, true, false]);
    expect(await asked(vote.key)).toEqual([false, false, false]);
  });

  it("never manages anything, though its maker is an admin and it acts as them", async () => {
    const admin = await signedIn(await aLocalPerson(deps, `admin-m${count}`, "admin"));
    const scopes = ["sessions:run", "sessions:read", "requests:vote"] as const;
    const { key } = await make(admin, { isBound: true, groups: [], scopes: [...scopes] });
    for (const path of ["agents.list", "people.groups", "demo.state", "account.signIns"]) {
      expect(await use(key, path)).toBe("ACCESS.SCOPE");
    }
    const unbound = await make(admin, { groups: ["admin"], scopes: ["sessions:run"] });
    expect(await use(unbound.key, "agents.list")).toBe("ACCESS.ROLE");
  });

  it("is refused together with the cookie of a sign-in", async () => {
    const { key } = await make(browser);
    const headers = { authorization: `Bearer ${key}` };
    const { status, refusal } = await browser.ask("connections.list", { headers });
    expect([status, refusal?.code]).toEqual([400, "KEY.WITH_COOKIE"]);
  });

  it("is read from no address, no other header and no other scheme", async () => {
    const { key } = await make(browser);
    expect(await use("")).toBe("KEY.REFUSED");
    const program = new DoorVisitor(server.url);
    for (const headers of [{ "x-api-key": key }, { authorization: `Basic ${key}` }, {}]) {
      const path = `connections.list?key=${key}&access_token=${key}&authorization=Bearer%20${key}`;
      const { refusal } = await program.ask(path, { headers });
      expect(refusal?.code).toBe("SIGNIN.REQUIRED");
    }
  });

  it("answers the same for every key that does not hold, and the trail says which", async () => {
    const revoked = await make(browser);
    await tell(browser, "apiKeys.revoke", { id: revoked.id });
    const far = await make(browser, { addresses: ["10.0.0.0/8"] });
    const here = await make(browser, { addresses: ["127.0.0.0/8"] });
    expect(await use(here.key)).toBe("answered");
    const answers = [];
    for (const key of [revoked.key, far.key, `ghk_${"A".repeat(43)}`, "ghk_short", `${far.key}x`]) {
      const { status, refusal } = await new DoorVisitor(server.url).ask("connections.list", {
        headers: { authorization: `Bearer ${key}` },
      });
      answers.push(JSON.stringify([status, refusal]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("KEY.REFUSED");
    const trail = await deps.db.read.auditEvent.findMany({
      ...{ orderBy: { id: "desc" }, take: 5, select: { subject: true, after: true } },
    });
    expect(trail.reverse()).toEqual([
      { subject: revoked.name, after: { because: "revoked" } },
      { subject: far.name, after: { because: "address-not-allowed" } },
      ...Array.from({ length: 3 }, () => ({
        ...{ subject: "unknown key", after: { because: "unknown" } },
      })),
    ]);
  });

  it("ends at its time", async () => {
    const { key } = await make(browser, { days: 1 });
    clock.advance(DAY_MS - 1);
    expect(await use(key)).toBe("answered");
    clock.advance(1);
    expect(await use(key)).toBe("KEY.REFUSED");
  });

  it("ends with its maker: inactive, in another role, or deleted", async () => {
    const { key } = await make(browser);
    const data = (status: string) => ({ where: { id: ann.id }, data: { status } });
    await deps.db.transaction((tx) => tx.user.update(data("inactive")));
    expect(await use(key)).toBe("KEY.REFUSED");
    await deps.db.transaction((tx) => tx.user.update(data("active")));
    expect(await use(key)).toBe("answered");
    const { id: groupId } = await deps.db.transaction((tx) => ensureGroup(tx, "approver-x"));
    await deps.db.transaction((tx) => tx.membership.create({ data: { userId: ann.id, groupId } }));
    expect(await use(key)).toBe("KEY.REFUSED");
    await deps.db.transaction((tx) => tx.user.delete({ where: { id: ann.id } }));
    expect(await use(key)).toBe("KEY.REFUSED");
  });

  it("notes its use at most once a minute", async () => {
    const { key, id } = await make(browser);
    const seen = async () => {
      const row = await deps.db.read.apiKey.findUniqueOrThrow({ where: { id } });
      return [row.lastUsedAt?.getTime(), row.lastUsedAddress];
    };
    const started = clock.now().getTime();
    await use(key);
    clock.advance(59_000);
    await use(key);
    expect(await seen()).toEqual([started, "127.0.0.1"]);
    clock.advance(2_000);
    await use(key);
    expect(await seen()).toEqual([started + 61_000, "127.0.0.1"]);
  });

  it("is limited after twenty wrong ones from an address, in the trail too; a right one is not", async () => {
    const { key } = await make(browser);
    const trail = () =>
      deps.db.read.auditEvent.count({ where: { event: { in: ["apiKey.refused"] } } });
    const before = await trail();
    const answers = [];
    for (let tries = 0; tries < 23; tries += 1) answers.push(await use("ghk_wrong"));
    expect(answers.slice(0, 20).every((code) => code === "KEY.REFUSED")).toBe(true);
    expect(answers.slice(20)).toEqual(["LIMIT.TRIES", "LIMIT.TRIES", "LIMIT.TRIES"]);
    expect((await trail()) - before).toBe(20);
    expect(await use(key)).toBe("answered");
    // And passwords from the same address are counted apart.
    await signedIn(ann);
  });
});

describe("revoking a key", () => {
  it("acts on its next request, and is audited", async () => {
    const { key, id, name } = await make(browser);
    expect(await use(key)).toBe("answered");
    expect((await tell(browser, "apiKeys.revoke", { id })).status).toBe(200);
    expect((await auditTrail(deps)).at(-1)).toBe(`apiKey.revoked ${name}`);
    expect(await use(key)).toBe("KEY.REFUSED");
  });

  it("answers for somebody else's key as for one that never was; an admin may", async () => {
    const { id } = await make(browser);
    const stranger = await signedIn(await aLocalPerson(deps, `eve${count}`, "support"));
    const answers = [
      await tell(stranger, "apiKeys.revoke", { id }),
      await tell(stranger, "apiKeys.revoke", { id: "key_nothing" }),
    ];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.refusal?.code).toBe("ACCESS.NOT_FOUND");
    const admin = await signedIn(await aLocalPerson(deps, `admin-r${count}`, "admin"));
    expect((await tell(admin, "apiKeys.revoke", { id })).status).toBe(200);
    expect((await rowsFor(browser))[0]?.end).toBe("revoked");
  });
});
