import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { KeyVisitor } from "@/testing/key-visitor";
import { aLocalPerson, type LocalPerson } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import { ensureGroup } from "../people/ensure-group";

const DAY_MS = 24 * 3600 * 1000;
const clock = stoppedClock();
let store: FreshStore;
let deps: TestDeps;
let server: SignInServer;
let count = 0;
let ann: LocalPerson;
let browser: KeyVisitor;

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

const signedIn = (person: LocalPerson) => KeyVisitor.signIn(server.url, person);

describe("a key on a request", () => {
  it("needs no origin, and is the person's key", async () => {
    const { key, name } = await browser.make();
    const program = new DoorVisitor(server.url);
    const answer = await program.jar.fetch(`${server.url}/api/trpc/sessions.submit`, {
      method: "POST",
      headers: { authorization: `bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ json: { connection: "nothing", statement: "select 1" } }),
    });
    expect(answer.status).toBe(404);
    const last = await deps.db.read.auditEvent.findFirst({ orderBy: { id: "desc" } });
    expect(last).toMatchObject({
      ...{ event: "session.refused", actorId: ann.id, actorName: `key ${name} of ann${count}` },
    });
  });

  it("does what its scopes say and nothing else", async () => {
    const bound = { isBound: true, groups: [] };
    const run = await browser.make({ ...bound, scopes: ["sessions:run"] });
    const read = await browser.make({ ...bound, scopes: ["sessions:read"] });
    const vote = await browser.make({ ...bound, scopes: ["requests:vote"] });
    const asked = async (key: string) =>
      [
        await browser.use(key, "connections.list"),
        await browser.use(key, "sessions.list?input=%7B%22json%22%3A%7B%7D%7D"),
        await browser.use(key, "account.me"),
      ].map((code) => code === "answered");
    expect(await asked(run.key)).toEqual([true, true, false]);
    expect(await asked(read.key)).toEqual([false, true, false]);
    expect(await asked(vote.key)).toEqual([false, false, false]);
  });

  it("never manages anything, though its maker is an admin and it acts as them", async () => {
    const admin = await signedIn(await aLocalPerson(deps, `admin-m${count}`, "admin"));
    const scopes = ["sessions:run", "sessions:read", "requests:vote"] as const;
    const { key } = await admin.make({ isBound: true, groups: [], scopes: [...scopes] });
    for (const path of ["agents.list", "people.groups", "demo.state", "account.signIns"]) {
      expect(await browser.use(key, path)).toBe("ACCESS.SCOPE");
    }
    const unbound = await admin.make({ groups: ["admin"], scopes: ["sessions:run"] });
    expect(await browser.use(unbound.key, "agents.list")).toBe("ACCESS.ROLE");
  });

  it("is refused together with the cookie of a sign-in", async () => {
    const { key } = await browser.make();
    const headers = { authorization: `Bearer ${key}` };
    const { status, refusal } = await browser.browser.ask("connections.list", { headers });
    expect([status, refusal?.code]).toEqual([400, "KEY.WITH_COOKIE"]);
  });

  it("is read from no address, no other header and no other scheme", async () => {
    const { key } = await browser.make();
    expect(await browser.use("")).toBe("KEY.REFUSED");
    const program = new DoorVisitor(server.url);
    for (const headers of [{ "x-api-key": key }, { authorization: `Basic ${key}` }, {}]) {
      const path = `connections.list?key=${key}&access_token=${key}&authorization=Bearer%20${key}`;
      const { refusal } = await program.ask(path, { headers });
      expect(refusal?.code).toBe("SIGNIN.REQUIRED");
    }
  });

  it("answers the same for every key that does not hold, and the trail says which", async () => {
    const revoked = await browser.make();
    await browser.revoke(revoked.id);
    const far = await browser.make({ addresses: ["10.0.0.0/8"] });
    const here = await browser.make({ addresses: ["127.0.0.0/8"] });
    expect(await browser.use(here.key)).toBe("answered");
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
    const { key } = await browser.make({ days: 1 });
    clock.advance(DAY_MS - 1);
    expect(await browser.use(key)).toBe("answered");
    clock.advance(1);
    expect(await browser.use(key)).toBe("KEY.REFUSED");
  });

  it("ends with its maker: inactive, in another role, or deleted", async () => {
    const { key } = await browser.make();
    const data = (status: string) => ({ where: { id: ann.id }, data: { status } });
    await deps.db.transaction((tx) => tx.user.update(data("inactive")));
    expect(await browser.use(key)).toBe("KEY.REFUSED");
    await deps.db.transaction((tx) => tx.user.update(data("active")));
    expect(await browser.use(key)).toBe("answered");
    const { id: groupId } = await deps.db.transaction((tx) => ensureGroup(tx, "approver-x"));
    await deps.db.transaction((tx) => tx.membership.create({ data: { userId: ann.id, groupId } }));
    expect(await browser.use(key)).toBe("KEY.REFUSED");
    await deps.db.transaction((tx) => tx.user.delete({ where: { id: ann.id } }));
    expect(await browser.use(key)).toBe("KEY.REFUSED");
  });

  it("notes its use at most once a minute", async () => {
    const { key, id } = await browser.make();
    const seen = async () => {
      const row = await deps.db.read.apiKey.findUniqueOrThrow({ where: { id } });
      return [row.lastUsedAt?.getTime(), row.lastUsedAddress];
    };
    const started = clock.now().getTime();
    await browser.use(key);
    clock.advance(59_000);
    await browser.use(key);
    expect(await seen()).toEqual([started, "127.0.0.1"]);
    clock.advance(2_000);
    await browser.use(key);
    expect(await seen()).toEqual([started + 61_000, "127.0.0.1"]);
  });

  it("is limited after twenty wrong ones from an address, in the trail too; a right one is not", async () => {
    const { key } = await browser.make();
    const trail = () =>
      deps.db.read.auditEvent.count({ where: { event: { in: ["apiKey.refused"] } } });
    const before = await trail();
    const answers = [];
    for (let tries = 0; tries < 23; tries += 1) answers.push(await browser.use("ghk_wrong"));
    expect(answers.slice(0, 20).every((code) => code === "KEY.REFUSED")).toBe(true);
    expect(answers.slice(20)).toEqual(["LIMIT.TRIES", "LIMIT.TRIES", "LIMIT.TRIES"]);
    expect((await trail()) - before).toBe(20);
    expect(await browser.use(key)).toBe("answered");
    // And passwords from the same address are counted apart.
    await signedIn(ann);
  });
});
