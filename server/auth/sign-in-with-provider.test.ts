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
import { actorFromCookie } from "./actor-from-cookie";

let store: FreshStore;
let deps: TestDeps;
let provider: TestProvider;
let server: SignInServer;
/** Real time, and what tests add to it: the provider has a clock of its own. */
let aheadMs = 0;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  provider = await startOidcProvider({ gatewayUrl: server.url, people: {} });
  deps = testDeps({
    db: store.db,
    now: () => new Date(Date.now() + aheadMs),
    settings: { ...provider.settings, GATEHOUSE_URL: server.url },
  });
  server.serve(deps);
});
afterAll(async () => {
  await server.close();
  await provider.close();
  deps.dispose();
  await store.close();
});

const verified = (name: string, ...groups: string[]) => ({
  ...{ name, email: `${name}@corp.test`, emailVerified: true, groups },
});

async function arrive(userName: string, visitor = new DoorVisitor(server.url)) {
  const place = await visitor.signInAtProvider(userName);
  const actor = await actorFromCookie(deps, visitor.cookie);
  return { visitor, place: place.replace(server.url, ""), actor };
}

describe("signing in by the identity provider", () => {
  it("makes a person of issuer and subject, in the groups of the claim", async () => {
    provider.setPerson("ada", verified("ada", "admin", "support"));
    const { actor, place } = await arrive("ada");
    expect(place).toBe("/");
    expect(actor).toMatchObject({ email: "ada@corp.test", groups: ["admin", "support"] });
    expect(actor?.role).toBe("admin");
  });

  it("takes away at the next sign-in what the provider no longer lists, admin included", async () => {
    provider.setPerson("eve", verified("eve", "admin", "dba"));
    const first = await arrive("eve");
    provider.setGroups("eve", ["dba"]);
    const second = await arrive("eve");
    expect([first.actor?.role, second.actor?.role]).toEqual(["admin", "member"]);
    expect(second.actor?.groups).toEqual(["dba"]);
    expect(second.actor?.userId).toBe(first.actor?.userId);
  });

  it("means no groups when the claim is absent, and leaves local ones alone", async () => {
    provider.setPerson("gil", verified("gil", "admin"));
    const { actor } = await arrive("gil");
    await deps.db.transaction(async (tx) => {
      await tx.group.create({ data: { id: "grp_local", name: "by-hand" } });
      await tx.membership.create({ data: { userId: actor?.userId ?? "", groupId: "grp_local" } });
    });
    provider.setPerson("gil", { name: "gil", email: "gil@corp.test", emailVerified: true });
    expect((await arrive("gil")).actor?.groups).toEqual(["by-hand"]);
  });

  it("knows the person when the e-mail address changes, and keeps another with the old one apart", async () => {
    provider.setPerson("kim", verified("kim"));
    const before = await arrive("kim");
    provider.setPerson("kim", { ...verified("kim"), email: "kim.new@corp.test" });
    expect((await arrive("kim")).actor?.userId).toBe(before.actor?.userId);
    provider.setPerson("kim2", verified("kim"));
    expect(await arrive("kim2")).toMatchObject({
      ...{ actor: null, place: "/sign-in?error=SIGNIN.EMAIL_TAKEN" },
    });
  });

  it("never takes over a local account, though the address is verified", async () => {
    await aLocalPerson(deps, "lea", "admin");
    provider.setPerson("lea", verified("lea"));
    expect(await arrive("lea")).toMatchObject({
      ...{ actor: null, place: "/sign-in?error=SIGNIN.EMAIL_TAKEN" },
    });
  });

  it("binds an account without any way in to a verified address only", async () => {
    const prepared = { id: "usr_max", name: "Max", email: "max@corp.test" };
    await deps.db.transaction((tx) => tx.user.create({ data: prepared }));
    provider.setPerson("mallory", { ...verified("max"), emailVerified: false });
    expect((await arrive("mallory")).place).toBe("/sign-in?error=SIGNIN.EMAIL_TAKEN");
    provider.setPerson("max", verified("max"));
    expect((await arrive("max")).actor?.userId).toBe("usr_max");
    provider.setPerson("mallory", verified("max"));
    expect((await arrive("mallory")).place).toBe("/sign-in?error=SIGNIN.EMAIL_TAKEN");
  });

  it("refuses somebody without an address, and somebody inactive", async () => {
    provider.setPerson("noe", { name: "Noe" });
    expect((await arrive("noe")).place).toBe("/sign-in?error=SIGNIN.NO_EMAIL");
    provider.setPerson("ina", verified("ina"));
    await arrive("ina");
    await deps.db.transaction((tx) =>
      tx.user.update({ where: { email: "ina@corp.test" }, data: { status: "inactive" } }),
    );
    expect(await arrive("ina")).toMatchObject({
      ...{ actor: null, place: "/sign-in?error=SIGNIN.INACTIVE" },
    });
  });

  it("asks with PKCE, state and nonce", async () => {
    const asked = new URL(await new DoorVisitor(server.url).providerAddress()).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    for (const name of ["code_challenge", "state", "nonce"]) {
      expect(asked.get(name)?.length ?? 0).toBeGreaterThan(20);
    }
  });

  it("accepts a code only in the browser that asked for it, and only once", async () => {
    provider.setPerson("oda", verified("oda"));
    const oda = new DoorVisitor(server.url);
    const url = await oda.providerAddress();
    const jar = new CookieJar();
    const back = await throughProvider({ url, userName: "oda", jar, gateway: server.url });

    const mallory = new DoorVisitor(server.url);
    await mallory.providerAddress();
    expect(await mallory.comeBack(back)).toContain("error=OAuthCallback");
    expect(await actorFromCookie(deps, mallory.cookie)).toBeNull();

    await oda.comeBack(back);
    expect(await actorFromCookie(deps, oda.cookie)).not.toBeNull();
    const replaying = new DoorVisitor(server.url);
    expect(await replaying.comeBack(back)).toContain("error=OAuthCallback");
    expect(await actorFromCookie(deps, replaying.cookie)).toBeNull();
  });

  it("gives every sign-in an id of its own and ends the one before in the same browser", async () => {
    provider.setPerson("pia", verified("pia"));
    const { visitor, actor } = await arrive("pia");
    const old = visitor.cookie;
    const again = await arrive("pia", visitor);
    expect(again.actor?.signInId).not.toBe(actor?.signInId);
    expect(await actorFromCookie(deps, old)).toBeNull();
  });

  it("is over at once after signing out", async () => {
    provider.setPerson("quin", verified("quin"));
    const { visitor } = await arrive("quin");
    const cookie = visitor.cookie;
    await visitor.signOut();
    expect(await actorFromCookie(deps, cookie)).toBeNull();
    expect((await auditTrail(deps)).at(-1)).toBe("signIn.ended quin@corp.test");
  });

  it("keeps no token of the provider in a cookie", async () => {
    provider.setPerson("rob", verified("rob"));
    const { visitor } = await arrive("rob");
    const session = await visitor.jar.fetch(`${server.url}/api/auth/session`);
    expect(Object.keys(await session.json())).toEqual(["expires"]);
    expect(visitor.cookie.length).toBeLessThan(1200);
  });
});

describe("when the access token has run out", () => {
  const later = () => {
    aheadMs += 10 * 60_000;
  };

  it("takes over the groups of now, once, however many ask at the same time", async () => {
    provider.setPerson("sue", verified("sue", "admin"));
    const { visitor } = await arrive("sue");
    provider.setGroups("sue", ["support"]);
    const before = provider.refreshes();
    later();
    const asking = Array.from({ length: 5 }, () => actorFromCookie(deps, visitor.cookie));
    const actors = await Promise.all(asking);
    expect(new Set(actors.map((actor) => `${actor?.role} ${actor?.groups.join()}`))).toEqual(
      new Set(["member support"]),
    );
    expect(provider.refreshes() - before).toBe(1);
    later();
    expect((await actorFromCookie(deps, visitor.cookie))?.groups).toEqual(["support"]);
  });

  it("ends the sign-in of somebody whom the provider no longer knows", async () => {
    provider.setPerson("tom", verified("tom", "admin"));
    const { visitor, actor } = await arrive("tom");
    provider.setPerson("tom", null);
    const told: string[] = [];
    const stop = deps.signInWatch.onEnded((id) => told.push(id));
    later();
    expect(await actorFromCookie(deps, visitor.cookie)).toBeNull();
    stop();
    expect(told).toEqual([actor?.signInId]);
  });

  it("goes on for a while without an answer of the provider, then ends", async () => {
    const other = await startOidcProvider({
      ...{ gatewayUrl: server.url, people: { una: verified("una", "dba") } },
    });
    const now = () => new Date(Date.now() + aheadMs);
    const settings = { ...other.settings, GATEHOUSE_URL: server.url };
    const alone = testDeps({ db: store.db, now, settings });
    server.serve(alone);
    const una = new DoorVisitor(server.url);
    await una.signInAtProvider("una");
    await other.close();
    server.serve(deps);
    later();
    expect((await actorFromCookie(alone, una.cookie))?.groups).toEqual(["dba"]);
    later();
    expect(await actorFromCookie(alone, una.cookie)).not.toBeNull();
    later();
    expect(await actorFromCookie(alone, una.cookie)).toBeNull();
    alone.dispose();
  });
});

describe("a provider that puts groups only in userinfo", () => {
  it("is asked there", async () => {
    const people = { vic: verified("vic", "dba") };
    const other = await startOidcProvider({ gatewayUrl: server.url, people, claimsIn: "userinfo" });
    const settings = { ...other.settings, GATEHOUSE_URL: server.url };
    const theirs = testDeps({ db: store.db, settings });
    server.serve(theirs);
    const vic = new DoorVisitor(server.url);
    await vic.signInAtProvider("vic");
    expect((await actorFromCookie(theirs, vic.cookie))?.groups).toEqual(["dba"]);
    server.serve(deps);
    await other.close();
    theirs.dispose();
  });
});

describe("the doors of the sign-in library", () => {
  const local = async (name: string, extra: Record<string, string> = {}) => {
    const { email } = await aLocalPerson(deps, name);
    const visitor = new DoorVisitor(server.url);
    return { visitor, place: await visitor.signIn(email, PASSWORD, extra) };
  };

  it("send people only to paths of this gateway", async () => {
    const evil = ["https://evil.test/x", "//evil.test", "/\\evil.test", "javascript:alert(1)"];
    for (const [index, callbackUrl] of evil.entries()) {
      const { place } = await local(`wil${index}`, { callbackUrl });
      expect(new URL(place).origin).toBe(server.url);
    }
    expect((await local("wilma", { callbackUrl: "/sessions?x=1" })).place).toBe(
      `${server.url}/sessions?x=1`,
    );
  });

  it("name the refusal in the address of the sign-in page", async () => {
    const visitor = new DoorVisitor(server.url);
    expect(await visitor.signIn("nobody@corp.test", "wrong")).toContain("error=SIGNIN.FAILED");
  });

  it("refuse a sign-in without the token of their own form", async () => {
    const { email } = await aLocalPerson(deps, "xena");
    const visitor = new DoorVisitor(server.url);
    await visitor.signIn(email, PASSWORD, { csrfToken: "x" });
    expect(await actorFromCookie(deps, visitor.cookie)).toBeNull();
  });

  it("set cookies that scripts cannot read and other sites cannot send", async () => {
    const { email } = await aLocalPerson(deps, "yves");
    const jar = new CookieJar();
    const { csrfToken } = await (await jar.fetch(`${server.url}/api/auth/csrf`)).json();
    const answer = await jar.fetch(`${server.url}/api/auth/callback/credentials`, {
      ...{ method: "POST", headers: { origin: server.url } },
      body: new URLSearchParams({ csrfToken, email, password: PASSWORD }),
    });
    const cookie = answer.headers
      .getSetCookie()
      .find((line) => line.startsWith("gatehouse.sign-in="));
    expect(cookie).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Lax/);
  });
});
