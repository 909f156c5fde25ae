import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { aLocalPerson, auditTrail, PASSWORD } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import type { Outputs } from "../api/root";

let store: FreshStore;
let deps: TestDeps;
let server: SignInServer;
let email: string;
let laptop: DoorVisitor;
let phone: DoorVisitor;
let count = 0;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  deps = testDeps({ db: store.db, settings: { GATEHOUSE_URL: server.url } });
  server.serve(deps);
});
afterAll(async () => {
  await server.close();
  deps.dispose();
  await store.close();
});
beforeEach(async () => {
  count += 1;
  ({ email } = await aLocalPerson(deps, `ann${count}`, "support"));
  laptop = await arrive();
  phone = await arrive();
});

async function arrive(as = email, password = PASSWORD): Promise<DoorVisitor> {
  const visitor = new DoorVisitor(server.url);
  await visitor.signIn(as, password);
  return visitor;
}

const isIn = async (visitor: DoorVisitor) => (await visitor.ask("account.me")).status === 200;
const tell = async (visitor: DoorVisitor, path: string, input?: unknown) =>
  await visitor.ask(path, { method: "POST", input });

async function signIns(visitor: DoorVisitor) {
  const { value } = await visitor.ask("account.signIns");
  return (value as Outputs["account"]["signIns"]).rows;
}

describe("my account", () => {
  it("says who I am and what I may do", async () => {
    const { value } = await laptop.ask("account.me");
    const me = value as Outputs["account"]["me"];
    expect(me).toMatchObject({ email, role: "member", groups: ["support"], method: "local" });
    expect(me.permissions).toContain("sessions:run");
    expect(me.permissions).not.toContain("connections:manage");
    expect(me.expiresAt.getTime()).toBeGreaterThan(Date.now());
  });

  it("lists where I am signed in, without the ids that cookies carry", async () => {
    const rows = await signIns(laptop);
    expect(rows.map((row) => row.current).sort()).toEqual([false, true]);
    const ids = await deps.db.read.signIn.findMany({ select: { id: true } });
    const shown = JSON.stringify(rows);
    for (const { id } of ids) expect(shown).not.toContain(id);
  });

  it("ends one of my sign-ins from another", async () => {
    const other = (await signIns(laptop)).find((row) => !row.current);
    expect((await tell(laptop, "account.endSignIn", { id: other?.id })).status).toBe(200);
    expect([await isIn(laptop), await isIn(phone)]).toEqual([true, false]);
  });

  it("answers for somebody else's sign-in as for one that never was", async () => {
    const stranger = await aLocalPerson(deps, `stranger${count}`);
    const [foreign] = await signIns(await arrive(stranger.email));
    const answers = [
      await tell(laptop, "account.endSignIn", { id: foreign?.id }),
      await tell(laptop, "account.endSignIn", { id: "nothing" }),
    ];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.refusal?.code).toBe("ACCESS.NOT_FOUND");
  });

  it("ends all my other sign-ins", async () => {
    expect((await tell(laptop, "account.endOtherSignIns")).value).toEqual({ ended: 1 });
    expect([await isIn(laptop), await isIn(phone)]).toEqual([true, false]);
  });
});

describe("changing my password", () => {
  const NEXT = "an entirely new password";
  const change = (current: string, next = NEXT) =>
    tell(laptop, "account.changePassword", { current, next });

  it("lets the new one in and the old one not, and ends my other sign-ins", async () => {
    expect((await change(PASSWORD)).status).toBe(200);
    expect([await isIn(laptop), await isIn(phone)]).toEqual([true, false]);
    expect(await isIn(await arrive(email, PASSWORD))).toBe(false);
    expect(await isIn(await arrive(email, NEXT))).toBe(true);
  });

  it("needs the present one, and tries are counted", async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await change("wrong")).refusal?.code).toBe("PEOPLE.WRONG_PASSWORD");
    }
    expect((await change(PASSWORD)).refusal?.code).toBe("LIMIT.TRIES");
  });

  it("needs twelve characters", async () =>
    expect((await change(PASSWORD, "eleven chars".slice(0, 11))).refusal?.code).toBe(
      "PEOPLE.PASSWORD_WEAK",
    ));

  it("is audited without either password", async () => {
    await change(PASSWORD);
    expect(await auditTrail(deps)).toContain(`user.passwordChanged ${email}`);
    const all = JSON.stringify(
      await deps.db.read.auditEvent.findMany({ select: { before: true, after: true } }),
    );
    for (const password of [PASSWORD, NEXT]) expect(all).not.toContain(password);
  });
});
