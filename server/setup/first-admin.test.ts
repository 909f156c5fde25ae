import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock, type TestClock } from "@/testing/ids";
import { aLocalPerson, auditTrail, PASSWORD } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { actorOfSignIn } from "../auth/actor-of-sign-in";
import { signInWithPassword } from "../auth/sign-in-with-password";
import { createLocalUser } from "../people/create-local-user";
import { hashPassword } from "../people/password";
import { createFirstAdmin } from "./create-first-admin";
import { ensureSetupLink } from "./ensure-setup-link";
import { setupState } from "./setup-state";

let clock: TestClock;
let store: FreshStore;
let deps: TestDeps;
beforeEach(async () => {
  clock = stoppedClock();
  store = await freshStore();
  deps = testDeps({ db: store.db, now: clock.now });
});
afterEach(async () => {
  deps.dispose();
  await store.close();
});

async function tokenOfLink(): Promise<string> {
  return new URL((await ensureSetupLink(deps)) ?? "").searchParams.get("token") ?? "";
}

async function setUp(token: string, change: { email?: string; password?: string } = {}) {
  const given = { name: "Ada", email: "ada@corp.test", password: PASSWORD, origin: "" };
  try {
    return (await createFirstAdmin(deps, { ...given, token, ...change })).email;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.code;
  }
}

describe("the set-up link", () => {
  it("makes the first admin, who can sign in", async () => {
    expect((await setupState(deps)).needed).toBe(true);
    expect(await setUp(await tokenOfLink(), { email: "Ada@Corp.test" })).toBe("ada@corp.test");
    const origin = { address: "127.0.0.1", userAgent: "" };
    const signIn = { email: "ada@corp.test", password: PASSWORD, origin };
    const actor = await actorOfSignIn(deps, await signInWithPassword(deps, signIn));
    expect(actor).toMatchObject({ name: "Ada", role: "admin", groups: ["admin"] });
    expect((await setupState(deps)).needed).toBe(false);
  });

  it("costs a stranger who guesses at it no work on a password", async () => {
    await tokenOfLink();
    const startedMs = performance.now();
    await hashPassword(PASSWORD);
    const oneHashMs = performance.now() - startedMs;
    const guesses = Array.from({ length: 60 }, (_, guess) => setUp(`guess ${guess}`));
    const guessedMs = performance.now();
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(["LINK.INVALID"]));
    expect(performance.now() - guessedMs).toBeLessThan(10 * oneHashMs + 100);
  });

  it("works once", async () => {
    const token = await tokenOfLink();
    await setUp(token);
    expect(await setUp(token, { email: "eve@corp.test" })).toBe("LINK.INVALID");
  });

  it("makes one admin of two people who use it at the same time", async () => {
    const token = await tokenOfLink();
    const emails = ["a@corp.test", "b@corp.test", "c@corp.test"];
    const answers = await Promise.all(emails.map((email) => setUp(token, { email })));
    expect(answers.filter((answer) => answer === "LINK.INVALID")).toHaveLength(2);
    expect(await deps.db.read.user.count()).toBe(1);
  });

  it("is not used up by what is refused", async () => {
    const token = await tokenOfLink();
    expect(await setUp(token, { password: "too short" })).toBe("PEOPLE.PASSWORD_WEAK");
    await aLocalPerson(deps, "taken");
    expect(await setUp(token, { email: "taken@corp.test" })).toBe("PEOPLE.EXISTS");
    expect(await setUp(token)).toBe("ada@corp.test");
  });

  it("waits for an admin of the place itself: the demo's own does not count", async () => {
    await deps.db.transaction((tx) =>
      createLocalUser(tx, {
        ...{ actor: null, name: "Ada Demo", email: "ada@demo.test", groups: ["admin"] },
        passwordHash: "none",
      }),
    );
    expect((await setupState(deps)).needed).toBe(true);
    expect(await setUp(await tokenOfLink())).toBe("ada@corp.test");
    expect((await setupState(deps)).needed).toBe(false);
  });

  it("works for a day", async () => {
    const token = await tokenOfLink();
    clock.advance(24 * 3600 * 1000);
    expect(await setUp(token)).toBe("LINK.INVALID");
  });

  it("is replaced by the next start's", async () => {
    const old = await tokenOfLink();
    const fresh = await tokenOfLink();
    expect(await setUp(old)).toBe("LINK.INVALID");
    expect(await setUp(fresh)).toBe("ada@corp.test");
  });

  it("is not made when there is an admin, and is made again when the last one is inactive", async () => {
    const { email } = await aLocalPerson(deps, "ada", "admin");
    expect(await ensureSetupLink(deps)).toBeNull();
    await deps.db.transaction((tx) =>
      tx.user.update({ where: { email }, data: { status: "inactive" } }),
    );
    expect(await ensureSetupLink(deps)).toContain("/setup?token=");
  });

  it("does not work any more once somebody else became admin", async () => {
    const token = await tokenOfLink();
    await aLocalPerson(deps, "bob", "admin");
    expect(await setUp(token)).toBe("LINK.INVALID");
  });

  it("is kept as a hash, and is in no audit line", async () => {
    const token = await tokenOfLink();
    const kept = JSON.stringify([
      await deps.db.read.oneTimeLink.findMany(),
      await deps.db.read.auditEvent.findMany({
        select: { event: true, subject: true, after: true },
      }),
    ]);
    expect(kept).not.toContain(token);
    expect(await auditTrail(deps)).toEqual(["setup.linkMade first admin"]);
  });

  it("cannot be guessed into an error that tells more", async () =>
    expect(await setUp("nothing")).toBe("LINK.INVALID"));
});
