import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CookieJar } from "@/testing/cookie-jar";
import { type TestDeps, testDeps } from "@/testing/deps";
import { startOidcProvider, type TestProvider } from "@/testing/oidc-provider";
import { aLocalPerson, auditTrail, PASSWORD } from "@/testing/people";
import {
  DoorVisitor,
  type SignInServer,
  startSignInServer,
  throughProvider,
} from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import type { Outputs } from "../api/root";
import { actorFromCookie } from "../auth/actor-from-cookie";

let store: FreshStore;
let deps: TestDeps;
let provider: TestProvider;
let server: SignInServer;
let ada: DoorVisitor;
let count = 0;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  const eve = { name: "Eve", email: "eve@corp.test", emailVerified: true, groups: ["ops", "dba"] };
  provider = await startOidcProvider({ gatewayUrl: server.url, people: { eve } });
  const settings = { ...provider.settings, GATEHOUSE_URL: server.url };
  deps = testDeps({ db: store.db, settings });
  server.serve(deps);
  ada = await admin();
});
afterAll(async () => {
  await server.close();
  await provider.close();
  deps.dispose();
  await store.close();
});

async function admin(): Promise<DoorVisitor> {
  count += 1;
  const { email } = await aLocalPerson(deps, `ada${count}`, "admin");
  const visitor = new DoorVisitor(server.url);
  await visitor.signIn(email, PASSWORD);
  return visitor;
}

const DRAFT = {
  groupsClaim: "groups",
  roleMappings: [{ match: "exact", group: "ops", role: "admin" }],
};

async function begin(visitor = ada): Promise<Outputs["settings"]["beginSignInTest"]> {
  const asked = { method: "POST", input: DRAFT } as const;
  const { value } = await visitor.ask("settings.beginSignInTest", asked);
  return value as Outputs["settings"]["beginSignInTest"];
}

const atProvider = (url: string) =>
  throughProvider({ url, userName: "eve", jar: new CookieJar(), gateway: server.url });

async function result(id: string, visitor = ada) {
  const path = `settings.signInTest?input=${encodeURIComponent(JSON.stringify({ json: { id } }))}`;
  const { value, refusal } = await visitor.ask(path);
  return { test: value as Outputs["settings"]["signInTest"] | undefined, refusal };
}

describe("a test of signing in", () => {
  it("shows the claims of whoever signed in at the provider, and signs nobody in", async () => {
    const before = ada.cookie;
    const { id, url } = await begin();
    const place = await ada.comeBack(await atProvider(url));
    expect(place).toBe(`${server.url}/settings/sign-in?test=${id}`);
    const { test } = await result(id);
    expect(test?.draft).toEqual(DRAFT);
    expect(test?.outcome).toMatchObject({
      kind: "answered",
      claims: { sub: "eve", groups: ["ops", "dba"], iss: provider.issuer },
    });
    expect(ada.cookie).toBe(before);
    expect((await actorFromCookie(deps, ada.cookie))?.name).toBe("ada1");
    expect(await store.db.read.user.count({ where: { email: "eve@corp.test" } })).toBe(0);
    expect(await auditTrail(deps)).toContain("signIn.tested identity provider");
  });

  it("asks with PKCE, state and nonce", async () => {
    const asked = new URL((await begin()).url).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    for (const name of ["code_challenge", "state", "nonce"]) {
      expect(asked.get(name)?.length ?? 0).toBeGreaterThan(20);
    }
  });

  it("can be finished once, and only in the browser that began it", async () => {
    const { id, url } = await begin();
    const back = await atProvider(url);
    const bea = await admin();
    const stranger = new DoorVisitor(server.url);
    for (const other of [bea, stranger]) {
      expect(await other.comeBack(back)).toContain("test=unknown");
    }
    expect(await actorFromCookie(deps, stranger.cookie)).toBeNull();
    expect(await ada.comeBack(back)).toContain(`test=${id}`);
    expect(await ada.comeBack(back)).toContain("test=unknown");
  });

  it("is shown to nobody else, another admin included", async () => {
    const { id, url } = await begin();
    await ada.comeBack(await atProvider(url));
    const bea = await admin();
    expect((await result(id, bea)).refusal?.code).toBe("ACCESS.NOT_FOUND");
    expect((await result("tst_none")).refusal?.code).toBe("ACCESS.NOT_FOUND");
  });

  it("gives no way in to a code that it brought: the library never sees it", async () => {
    const { url } = await begin();
    const back = new URL(await atProvider(url));
    back.searchParams.set("state", "another state");
    const mallory = new DoorVisitor(server.url);
    await mallory.providerAddress();
    expect(await mallory.comeBack(back.href)).toContain("error=OAuthCallback");
    expect(await actorFromCookie(deps, mallory.cookie)).toBeNull();
  });

  it("says in words when the provider refuses", async () => {
    const { id, url } = await begin();
    const state = new URL(url).searchParams.get("state") ?? "";
    const said = new URLSearchParams({ state, error: "access_denied" });
    await ada.comeBack(`${server.url}/api/auth/callback/oidc?${said}`);
    expect((await result(id)).test?.outcome).toEqual({
      ...{ kind: "failed", because: "The identity provider refused: access_denied" },
    });
  });

  it("says so when the code is worth nothing", async () => {
    const { id, url } = await begin();
    const state = new URL(url).searchParams.get("state") ?? "";
    const sent = new URLSearchParams({ state, code: "made-up" });
    await ada.comeBack(`${server.url}/api/auth/callback/oidc?${sent}`);
    expect((await result(id)).test?.outcome).toMatchObject({ kind: "failed" });
  });

  it("is over after a quarter of an hour", async () => {
    const { id, url } = await begin();
    const back = await atProvider(url);
    const later = { ...deps, now: () => new Date(Date.now() + 15 * 60_000) };
    server.serve(later);
    expect(await ada.comeBack(back)).toContain("test=unknown");
    expect((await result(id)).refusal?.code).toBe("ACCESS.NOT_FOUND");
    server.serve(deps);
  });

  it("keeps verifier, nonce and state to itself", async () => {
    const { id, url } = await begin();
    const shown = JSON.stringify([
      (await result(id)).test,
      await store.db.read.signInTest.findMany(),
    ]);
    for (const name of ["state", "nonce"]) {
      expect(shown).not.toContain(new URL(url).searchParams.get(name));
    }
    expect((await result(id)).test?.outcome).toEqual({ kind: "waiting" });
  });
});
