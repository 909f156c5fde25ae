import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestDeps, testDeps } from "@/testing/deps";
import { startOidcProvider, type TestProvider } from "@/testing/oidc-provider";
import { aLocalPerson, PASSWORD } from "@/testing/people";
import { DoorVisitor, type SignInServer, startSignInServer } from "@/testing/sign-in-server";
import { type FreshStore, freshStore } from "@/testing/store";
import { connectDb } from "../db/connect-db";
import { actorFromCookie, COOKIE_SECRET_USE, signInIdFromCookie } from "./actor-from-cookie";
import { signInWithPassword } from "./sign-in-with-password";

let store: FreshStore;
let deps: TestDeps;
let provider: TestProvider;
let server: SignInServer;
let email = "";
let count = 0;

beforeAll(async () => {
  store = await freshStore();
  server = await startSignInServer();
  provider = await startOidcProvider({ gatewayUrl: server.url, people: {} });
  deps = testDeps({
    db: store.db,
    settings: { ...provider.settings, GATEHOUSE_URL: server.url },
  });
});
beforeEach(async () => {
  server.serve(deps);
  count += 1;
  ({ email } = await aLocalPerson(deps, `ann${count}`, "support"));
});
afterAll(async () => {
  await server.close();
  await provider.close();
  deps.dispose();
  await store.close();
});

/** One step at a door of the sign-in library: status, place and cookies that were set. */
async function step(path: string, init: RequestInit = {}, visitor = new DoorVisitor(server.url)) {
  const answer = await visitor.jar.fetch(`${server.url}${path}`, init);
  return { answer, place: answer.headers.get("location"), set: answer.headers.getSetCookie() };
}

async function form(fields: Record<string, string>, visitor: DoorVisitor): Promise<RequestInit> {
  const csrf = await (await visitor.jar.fetch(`${server.url}/api/auth/csrf`)).json();
  return {
    method: "POST",
    headers: { origin: server.url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken: csrf.csrfToken, ...fields }),
  };
}

describe("the cookies of signing in", () => {
  it("are all host-only under TLS: session, token, return, PKCE, state and nonce", async () => {
    const url = "https://gate.corp.test";
    const secure = { ...deps, env: { ...deps.env, url } };
    server.serve(secure);
    const visitor = new DoorVisitor(server.url);
    const origin = {
      headers: { origin: url, "content-type": "application/x-www-form-urlencoded" },
    };
    const lines: string[] = [];
    for (const [path, fields] of [
      ["/api/auth/signin/oidc", {}],
      ["/api/auth/callback/credentials", { email, password: PASSWORD }],
    ] as const) {
      const csrf = await visitor.jar.fetch(`${server.url}/api/auth/csrf`);
      lines.push(...csrf.headers.getSetCookie());
      const { csrfToken }: { csrfToken: string } = await csrf.json();
      const body = new URLSearchParams({ csrfToken, json: "true", ...fields });
      const { set } = await step(path, { ...origin, method: "POST", body }, visitor);
      lines.push(...set);
    }
    const named = new Map(lines.map((line) => [line.split("=", 1)[0], line]));
    const names = ["csrf", "nonce", "pkce", "return", "sign-in", "state"];
    expect([...named.keys()].sort()).toEqual(names.map((name) => `__Host-gatehouse.${name}`));
    for (const line of named.values()) {
      expect(line).toMatch(/; Secure/i);
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; SameSite=Lax/i);
      expect(line).toMatch(/; Path=\/(;|$)/i);
      expect(line).not.toMatch(/; Domain=/i);
    }
  });
});

describe("a sign-in", () => {
  it("never goes on with an id that was there before it, planted or old", async () => {
    const secret = deps.secrets.derive(COOKIE_SECRET_USE);
    const planted = await encode({ token: { sid: "planted" }, secret });
    const visitor = new DoorVisitor(server.url);
    await visitor.jar.fetch(`${server.url}/api/auth/csrf`, {
      headers: { cookie: `gatehouse.sign-in=${planted}` },
    });
    const headers = { origin: server.url, "content-type": "application/x-www-form-urlencoded" };
    const csrf = await (await visitor.jar.fetch(`${server.url}/api/auth/csrf`)).json();
    const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
      ...{ method: "POST", redirect: "manual" },
      headers: { ...headers, cookie: `${visitor.cookie}; gatehouse.sign-in=${planted}` },
      body: new URLSearchParams({ csrfToken: csrf.csrfToken, email, password: PASSWORD }),
    });
    const given = answer.headers
      .getSetCookie()
      .find((line) => line.startsWith("gatehouse.sign-in="));
    const id = await signInIdFromCookie(deps, given?.split(";", 1)[0]);
    expect(id).toMatch(/^[\w-]{43}$/);
    expect(await actorFromCookie(deps, `gatehouse.sign-in=${planted}`)).toBeNull();
  });

  it("ends the one before in the same browser, whose cookie is worth nothing afterwards", async () => {
    const visitor = new DoorVisitor(server.url);
    await visitor.signIn(email, PASSWORD);
    const before = visitor.cookie;
    await visitor.signIn(email, PASSWORD);
    expect(await actorFromCookie(deps, before)).toBeNull();
    expect(await actorFromCookie(deps, visitor.cookie)).toMatchObject({ email });
  });

  it("is refused from another site's page, and without an origin, token or not", async () => {
    for (const origin of ["https://evil.test", "null", `${server.url}.evil.test`, undefined]) {
      const visitor = new DoorVisitor(server.url);
      const init = await form({ email, password: PASSWORD }, visitor);
      const headers = new Headers(init.headers);
      if (origin === undefined) headers.delete("origin");
      else headers.set("origin", origin);
      const { answer, set } = await step(
        "/api/auth/callback/credentials",
        { ...init, headers },
        visitor,
      );
      expect([answer.status, set]).toEqual([403, []]);
    }
  });
});

describe("guessing", () => {
  it("stays stopped when the gateway starts again: by account and by address", async () => {
    const origin = (address: string) => ({ address, userAgent: "test" });
    const attempt = async (on: TestDeps, address: string, who = email) => {
      const given = { email: who, password: "wrong", origin: origin(address) };
      return await signInWithPassword(on, given).then(
        () => "in",
        (error: { code: string }) => error.code,
      );
    };
    for (let tries = 0; tries < 5; tries += 1) await attempt(deps, `10.5.${tries}.${count}`);
    for (let tries = 0; tries < 20; tries += 1) await attempt(deps, "10.6.6.6", `g${tries}@x.test`);
    // A new process: nothing in memory, the same store.
    const db = connectDb(store.url, deps.log);
    const again = testDeps({ db, secrets: deps.secrets });
    expect(await attempt(again, "10.7.7.7")).toBe("LIMIT.TRIES");
    expect(await attempt(again, "10.6.6.6", "fresh@x.test")).toBe("LIMIT.TRIES");
    expect(await attempt(again, "10.7.7.7", "fresh@x.test")).toBe("SIGNIN.FAILED");
    again.dispose();
    await db.close();
  });

  it("gets the same answer, to the byte, for unknown, wrong and inactive", async () => {
    const { email: gone } = await aLocalPerson(deps, `gone${count}`);
    await deps.db.transaction((tx) =>
      tx.user.update({ where: { email: gone }, data: { status: "inactive" } }),
    );
    const answers = [];
    for (const [who, password] of [
      [email, "wrong"],
      ["nobody@corp.test", PASSWORD],
      [gone, PASSWORD],
    ] as const) {
      const visitor = new DoorVisitor(server.url);
      const init = await form({ email: who, password, json: "true" }, visitor);
      const { answer, set } = await step("/api/auth/callback/credentials", init, visitor);
      const headers = [...answer.headers].filter(([name]) => !/^(date|set-cookie)$/.test(name));
      answers.push(JSON.stringify([answer.status, headers, set.length, await answer.text()]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("SIGNIN.FAILED");
  });
});

describe("where signing in leads", () => {
  const elsewhere = [
    "https://evil.test/",
    "//evil.test",
    "/\\evil.test",
    "/%09/evil.test",
    "\t//evil.test",
    "javascript:alert(1)",
    "https:evil.test",
    "%2F%2Fevil.test",
    "/%2F%2Fevil.test",
  ];
  const isHere = (place: string | null) => {
    const url = new URL(place ?? "/", server.url);
    const back = url.searchParams.get("callbackUrl");
    const inner = back === null ? url : new URL(back, server.url);
    return url.origin === server.url && inner.origin === server.url;
  };

  it.each(elsewhere)("is here for %j: the form's field", async (callbackUrl) => {
    const visitor = new DoorVisitor(server.url);
    const init = await form({ email, password: PASSWORD, callbackUrl, json: "true" }, visitor);
    const { answer } = await step("/api/auth/callback/credentials", init, visitor);
    const { url }: { url: string } = await answer.json();
    expect([url, isHere(url)]).toEqual([url, true]);
  });

  it.each(elsewhere)(
    "is here for %j: the address, plain and encoded, of every door",
    async (wanted) => {
      for (const text of [
        encodeURIComponent(wanted),
        encodeURIComponent(encodeURIComponent(wanted)),
      ]) {
        for (const door of [
          "signin",
          "signout",
          "callback/credentials",
          "callback/oidc",
          "error",
        ]) {
          const { place } = await step(`/api/auth/${door}?callbackUrl=${text}`);
          expect([door, place, isHere(place)]).toEqual([door, place, true]);
        }
      }
    },
  );

  it.each(elsewhere)("is here for %j: the cookie that remembers it", async (wanted) => {
    const visitor = new DoorVisitor(server.url);
    const init = await form({ email, password: PASSWORD, json: "true" }, visitor);
    const cookie = `${visitor.cookie}; gatehouse.return=${encodeURIComponent(wanted)}`;
    const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
      ...init,
      ...{
        redirect: "manual",
        headers: { ...Object.fromEntries(new Headers(init.headers)), cookie },
      },
    });
    const { url }: { url: string } = await answer.json();
    expect([url, isHere(url)]).toEqual([url, true]);
  });
});

describe("the doors of the API", () => {
  it("do nothing in a browser that is led to them: no script, no frame", async () => {
    for (const path of ["/api/trpc/setup.state", "/api/auth/csrf"]) {
      const { answer } = await step(path);
      expect(answer.headers.get("content-security-policy")).toBe(
        "default-src 'none'; frame-ancestors 'none'",
      );
    }
  });
});
