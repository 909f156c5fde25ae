import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { KeyVisitor } from "@/testing/key-visitor";
import { aLocalPerson, auditTrail, type LocalPerson } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import type { Outputs } from "../api/root";
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

describe("making a key", () => {
  it("shows it once; the store has a hash, the list its last characters", async () => {
    const made = await browser.make();
    expect(made.key).toMatch(/^ghk_[\w-]{43}$/);
    const [row] = await browser.rows();
    expect(row).toMatchObject({ name: made.name, ending: made.key.slice(-4), end: null });
    expect(JSON.stringify(row)).not.toContain(made.key);
    const stored = await deps.db.read.apiKey.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(stored)).not.toContain(made.key.slice(4, 40));
    expect(made.expiresAt.getTime()).toBe(clock.now().getTime() + 90 * DAY_MS);
  });

  it("is audited without the key", async () => {
    const made = await browser.make();
    expect((await auditTrail(deps)).at(-1)).toBe(`apiKey.created ${made.name}`);
    const all = JSON.stringify(await deps.db.read.auditEvent.findMany({ select: { after: true } }));
    expect(all).not.toContain(made.key);
  });

  it("gives no group that one is not in, and none that there is not", async () => {
    const { refusal } = await browser.tryMake({ groups: ["support", "sales"] });
    expect(refusal).toMatchObject({
      ...{ code: "KEY.NOT_ALLOWED", because: "You are not in the group sales." },
    });
    const admin = await signedIn(await aLocalPerson(deps, `admin${count}`, "admin"));
    await admin.make({ groups: ["sales"] });
    const typo = await admin.tryMake({ groups: ["saels"] });
    expect(typo.refusal?.because).toBe("There is no group saels.");
  });

  it("takes a name once, until the key that has it is revoked", async () => {
    const { id } = await browser.make({ name: "ci" });
    expect((await browser.tryMake({ name: "ci" })).refusal?.code).toBe("KEY.EXISTS");
    await browser.revoke(id);
    await browser.make({ name: "ci" });
  });

  it("is refused to auditors and approvers, and to keys themselves", async () => {
    for (const group of ["auditor", "approver-db"]) {
      const visitor = await signedIn(await aLocalPerson(deps, `${group}${count}`, group));
      expect((await visitor.tryMake()).refusal?.code).toBe("ACCESS.ROLE");
    }
    const { key } = await browser.make({ isBound: true, groups: [] });
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
    expect((await browser.tryMake()).refusal?.code).toBe("KEY.LIMIT");
    clock.advance(2 * DAY_MS);
    await (await signedIn(ann)).make();
  });
});

describe("the list of keys", () => {
  it("is one's own; admins and auditors see all, and auditors may change nothing", async () => {
    const { id } = await browser.make();
    const stranger = await signedIn(await aLocalPerson(deps, `ben${count}`, "support"));
    expect(await stranger.rows()).toEqual([]);
    for (const [group, canRevoke] of [["admin", true] as const, ["auditor", false] as const]) {
      const visitor = await signedIn(await aLocalPerson(deps, `${group}-l${count}`, group));
      const found = (await visitor.rows()).find((row) => row.id === id);
      expect(found).toMatchObject({ canRevoke, isOwn: false, maker: { email: ann.email } });
    }
  });

  it("comes in pages, newest first", async () => {
    const made = [await browser.make(), await browser.make(), await browser.make()];
    const read = async (cursor?: string) =>
      (await browser.browser.ask("apiKeys.list", { input: { limit: 2, cursor } }))
        .value as Outputs["apiKeys"]["list"];
    const first = await read();
    const second = await read(first.nextCursor ?? "");
    const names = [...first.rows, ...second.rows].map((row) => row.name);
    expect(names).toEqual(made.map((one) => one.name).reverse());
    expect(second.nextCursor).toBeNull();
  });
});

describe("revoking a key", () => {
  it("acts on its next request, and is audited", async () => {
    const { key, id, name } = await browser.make();
    expect(await browser.use(key)).toBe("answered");
    expect((await browser.revoke(id)).status).toBe(200);
    expect((await auditTrail(deps)).at(-1)).toBe(`apiKey.revoked ${name}`);
    expect(await browser.use(key)).toBe("KEY.REFUSED");
  });

  it("answers for somebody else's key as for one that never was; an admin may", async () => {
    const { id } = await browser.make();
    const stranger = await signedIn(await aLocalPerson(deps, `eve${count}`, "support"));
    const answers = [await stranger.revoke(id), await stranger.revoke("key_nothing")];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.refusal?.code).toBe("ACCESS.NOT_FOUND");
    const admin = await signedIn(await aLocalPerson(deps, `admin-r${count}`, "admin"));
    expect((await admin.revoke(id)).status).toBe(200);
    expect((await browser.rows())[0]?.end).toBe("revoked");
  });
});
