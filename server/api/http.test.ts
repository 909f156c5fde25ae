import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { aLocalPerson, PASSWORD } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";

let store: FreshStore;
let deps: TestDeps;
let server: SignInServer;
let ann: DoorVisitor;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  deps = testDeps({ db: store.db, settings: { GATEHOUSE_URL: server.url } });
  server.serve(deps);
  const { email } = await aLocalPerson(deps, "ann", "admin");
  ann = new DoorVisitor(server.url);
  await ann.signIn(email, PASSWORD);
});
afterAll(async () => {
  await server.close();
  deps.dispose();
  await store.close();
});

const end = (headers: Record<string, string>) =>
  ann.ask("account.endOtherSignIns", { method: "POST", headers });

describe("the API over HTTP", () => {
  it("answers a query as the person behind the cookie", async () => {
    const { value } = await ann.ask("account.me");
    expect(value).toMatchObject({ email: "ann@corp.test", role: "admin", method: "local" });
  });

  it("refuses whoever has no cookie", async () => {
    const { status, refusal } = await new DoorVisitor(server.url).ask("account.me");
    expect([status, refusal?.code]).toEqual([401, "SIGNIN.REQUIRED"]);
  });

  it("is never kept by a cache", async () => {
    for (const path of ["account.me", "no.such"]) {
      const answer = await ann.jar.fetch(`${server.url}/api/trpc/${path}`);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("changes something only for our own pages", async () => {
    expect((await end({})).value).toEqual({ ended: 0 });
    for (const origin of ["https://evil.test", "null", `${server.url}.evil.test`, "x"]) {
      const { status, refusal } = await end({ origin });
      expect([status, refusal?.code]).toEqual([403, "ACCESS.ORIGIN"]);
    }
  });

  it("changes nothing for a request that names no origin", async () => {
    const answer = await ann.jar.fetch(`${server.url}/api/trpc/account.endOtherSignIns`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(answer.status).toBe(403);
  });

  it("answers nothing to what another site's page asks for", async () => {
    const { status } = await ann.ask("account.me", { headers: { "sec-fetch-site": "cross-site" } });
    expect(status).toBe(403);
  });

  it("does not change anything by GET, nor answers queries by POST", async () => {
    expect((await ann.ask("account.endOtherSignIns")).status).toBe(405);
    expect((await ann.ask("account.me", { method: "POST" })).status).toBe(405);
  });

  it("does not believe an address that a client made up", async () => {
    const visitor = new DoorVisitor(server.url);
    const csrf = await (await visitor.jar.fetch(`${server.url}/api/auth/csrf`)).json();
    await visitor.jar.fetch(`${server.url}/api/auth/callback/credentials`, {
      method: "POST",
      headers: {
        "x-gatehouse-address": "6.6.6.6",
        "x-forwarded-for": "6.6.6.6",
        origin: server.url,
      },
      body: new URLSearchParams({ ...csrf, email: "ann@corp.test", password: PASSWORD }),
    });
    const { value } = await visitor.ask("account.signIns");
    expect(JSON.stringify(value)).not.toContain("6.6.6.6");
    expect(JSON.stringify(value)).toContain("127.0.0.1");
  });

  it("refuses a body of more than 2 MB and a batch of more than twenty", async () => {
    const password = "x".repeat(2.1 * 1024 * 1024);
    const input = { current: password, next: "x" };
    const large = await ann.ask("account.changePassword", { method: "POST", input });
    expect([large.status, large.refusal?.code]).toEqual([413, "INPUT.INVALID"]);
    const many = Array.from({ length: 21 }, () => "account.me").join(",");
    const batch = await ann.jar.fetch(`${server.url}/api/trpc/${many}?batch=1&input=%7B%7D`);
    expect(batch.status).toBe(400);
  });

  it("names the field that is wrong, never what was in it", async () => {
    const input = { current: PASSWORD, next: "" };
    const { refusal } = await ann.ask("account.changePassword", { method: "POST", input });
    expect(refusal).toMatchObject({ code: "INPUT.INVALID", facts: { field: "next" } });
    expect(JSON.stringify(refusal)).not.toContain(PASSWORD);
  });

  it("shows nothing of an error that is a bug of ours", async () => {
    const broken = testDeps({ db: store.db, settings: { GATEHOUSE_URL: server.url } });
    const secret = "relation secret_table does not exist";
    server.serve({
      ...broken,
      secrets: deps.secrets,
      now: () => {
        throw new Error(secret);
      },
    });
    const answer = await ann.jar.fetch(`${server.url}/api/trpc/account.me`);
    const text = await answer.text();
    server.serve(deps);
    broken.dispose();
    expect(answer.status).toBe(500);
    expect(text).toContain("INTERNAL.BUG");
    expect(text).not.toContain("secret_table");
    expect(text).not.toContain("stack");
  });
});
