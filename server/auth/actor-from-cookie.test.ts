import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignInId } from "@/domain/people/user";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson, PASSWORD } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { actorFromCookie, COOKIE_SECRET_USE } from "./actor-from-cookie";
import { endSignIn } from "./end-sign-in";
import { expireSignIns } from "./expire-sign-ins";
import { signInWithPassword } from "./sign-in-with-password";

const NAME = "gatehouse.sign-in";
const HOUR_MS = 3600_000;
const clock = stoppedClock();
let store: FreshStore;
let deps: TestDeps;

beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db, now: clock.now });
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});

let count = 0;
async function signedIn(...groups: string[]): Promise<{ id: SignInId; email: string }> {
  count += 1;
  const { email } = await aLocalPerson(deps, `person${count}`, ...groups);
  const origin = { address: `10.1.0.${count}`, userAgent: "test" };
  return { id: await signInWithPassword(deps, { email, password: PASSWORD, origin }), email };
}

async function sealed(claims: Record<string, unknown>, secret = secretOf(deps)): Promise<string> {
  return await encode({ token: claims, secret, maxAge: 8 * 3600 });
}
const secretOf = (of: TestDeps) => of.secrets.derive(COOKIE_SECRET_USE);
const cookieFor = async (id: string) => `${NAME}=${await sealed({ sid: id })}`;

describe("the person behind a cookie", () => {
  it("is whoever signed in, with the groups and the role of now", async () => {
    const { id, email } = await signedIn("auditor", "support");
    expect(await actorFromCookie(deps, await cookieFor(id))).toMatchObject({
      ...{ email, role: "auditor", groups: ["auditor", "support"], signInId: id },
    });
  });

  it("is found when the cookie came in parts", async () => {
    const { id, email } = await signedIn();
    const value = await sealed({ sid: id });
    const parts = `${NAME}.0=${value.slice(0, 60)}; ${NAME}.1=${value.slice(60)}`;
    expect(await actorFromCookie(deps, parts)).toMatchObject({ email });
  });

  it("is nobody without, with a broken, a foreign or an empty cookie", async () => {
    const { id } = await signedIn();
    const good = await sealed({ sid: id });
    const foreign = await sealed({ sid: id }, "another installation's secret");
    for (const value of ["", "x", `${good}x`, good.slice(0, -2), foreign, await sealed({})]) {
      expect(await actorFromCookie(deps, `${NAME}=${value}`)).toBeNull();
    }
    expect(await actorFromCookie(deps, undefined)).toBeNull();
    expect(await actorFromCookie(deps, `${NAME}=${"x".repeat(100_000)}`)).toBeNull();
  });

  it("is nobody for a sign-in that never was", async () =>
    expect(await actorFromCookie(deps, await cookieFor("nothing"))).toBeNull());

  it("is not read from the plain cookie where the address is https", async () => {
    const secure = testDeps({ db: store.db, settings: { GATEHOUSE_URL: "https://gate.corp" } });
    const { id } = await signedIn();
    const value = await sealed({ sid: id }, secretOf(secure));
    const parts = { ...secure, now: clock.now };
    expect(await actorFromCookie(parts, `${NAME}=${value}`)).toBeNull();
    expect(await actorFromCookie(parts, `__Host-${NAME}=${value}`)).not.toBeNull();
    secure.dispose();
  });

  it("is nobody at once when the sign-in was ended, and open sockets are told", async () => {
    const { id } = await signedIn();
    const told: string[] = [];
    const stop = deps.signInWatch.onEnded((ended, because) => told.push(`${ended} ${because}`));
    expect(await endSignIn(deps, id, { because: "Enough.", actor: null })).toBe(true);
    expect(await endSignIn(deps, id, { because: "Twice.", actor: null })).toBe(false);
    stop();
    expect(told).toEqual([`${id} Enough.`]);
    expect(await actorFromCookie(deps, await cookieFor(id))).toBeNull();
  });

  it("is nobody while the account is inactive", async () => {
    const { id, email } = await signedIn();
    const set = (status: string) =>
      deps.db.transaction((tx) => tx.user.update({ where: { email }, data: { status } }));
    await set("inactive");
    expect(await actorFromCookie(deps, await cookieFor(id))).toBeNull();
    await set("active");
    expect(await actorFromCookie(deps, await cookieFor(id))).not.toBeNull();
  });

  it("is nobody after the idle limit, unless it was used in between", async () => {
    const { id } = await signedIn();
    clock.advance(1.5 * HOUR_MS);
    expect(await actorFromCookie(deps, await cookieFor(id))).not.toBeNull();
    clock.advance(1.5 * HOUR_MS);
    expect(await actorFromCookie(deps, await cookieFor(id))).not.toBeNull();
    clock.advance(2 * HOUR_MS);
    expect(await actorFromCookie(deps, await cookieFor(id))).toBeNull();
  });

  it("is nobody after eight hours, however busy", async () => {
    const { id } = await signedIn();
    for (let hours = 1; hours < 8; hours += 1) {
      clock.advance(HOUR_MS);
      expect(await actorFromCookie(deps, await cookieFor(id))).not.toBeNull();
    }
    clock.advance(HOUR_MS);
    expect(await actorFromCookie(deps, await cookieFor(id))).toBeNull();
  });

  it("is noted as seen at most once a minute", async () => {
    const { id } = await signedIn();
    const seen = async () =>
      (await deps.db.read.signIn.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime();
    const started = await seen();
    clock.advance(59_000);
    await actorFromCookie(deps, await cookieFor(id));
    expect(await seen()).toBe(started);
    clock.advance(2_000);
    await actorFromCookie(deps, await cookieFor(id));
    expect(await seen()).toBe(started + 61_000);
  });
});

describe("the job that ends sign-ins", () => {
  it("ends what ran out and tells its sockets, though nobody asks", async () => {
    const { id } = await signedIn();
    const told: string[] = [];
    const stop = deps.signInWatch.onEnded((ended, because) => told.push(`${ended} ${because}`));
    clock.advance(2 * HOUR_MS);
    await expireSignIns(deps);
    await expireSignIns(deps);
    stop();
    expect(told.filter((line) => line.startsWith(id))).toEqual([
      `${id} The sign-in was not used for too long.`,
    ]);
  });
});
