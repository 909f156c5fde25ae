import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { aLocalPerson, auditTrail, PASSWORD } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";

let store: FreshStore;
let deps: TestDeps;
let server: SignInServer;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  deps = testDeps({ db: store.db, settings: { GATEHOUSE_URL: server.url } });
  server.serve(deps);
  await aLocalPerson(deps, "=cmd|'/c calc'!a1", "support", "sales");
});
afterAll(async () => {
  await server.close();
  deps.dispose();
  await store.close();
});

async function arrive(...groups: string[]): Promise<DoorVisitor> {
  const { email } = await aLocalPerson(deps, `x-${groups.join("-")}`, ...groups);
  const visitor = new DoorVisitor(server.url);
  await visitor.signIn(email, PASSWORD);
  return visitor;
}

const fetchCsv = (visitor: DoorVisitor, search = "", headers = {}) =>
  visitor.jar.fetch(`${server.url}/download/users.csv${search}`, { headers });

describe("the file of people", () => {
  it("holds the filtered people, formulas made harmless, and is audited", async () => {
    const answer = await fetchCsv(await arrive("auditor"), "?group=sales&sort=email");
    expect(answer.headers.get("content-disposition")).toContain("gatehouse-users.csv");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const lines = (await answer.text()).split("\r\n");
    expect(lines).toEqual([
      `"name","email","status","role","source","groups","last seen (UTC)"`,
      `"'=cmd|'/c calc'!a1","'=cmd|'/c calc'!a1@corp.test","active","member","local","sales; support",""`,
      "",
    ]);
    expect((await auditTrail(deps)).at(-1)).toBe("users.exported users");
  });

  it("is absent for whoever may not see people, and for pages of other sites", async () => {
    const strangers = [new DoorVisitor(server.url), await arrive("support")];
    for (const visitor of strangers) expect((await fetchCsv(visitor)).status).toBe(404);
    const admin = await arrive("admin");
    const foreign = await fetchCsv(admin, "", { "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(404);
  });

  it("refuses a filter that is none", async () => {
    const answer = await fetchCsv(await arrive("admin", "ops"), "?role=king");
    expect(answer.status).toBe(400);
  });
});
