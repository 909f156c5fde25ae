import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson, auditTrail, PASSWORD } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { actorOfSignIn } from "./actor-of-sign-in";
import { signInWithPassword } from "./sign-in-with-password";

const clock = stoppedClock();
let store: FreshStore;
let deps: TestDeps;
let count = 0;
/** Each test has an address and an account of its own, because both are counted. */
let address = "";
let email = "";

beforeAll(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db, now: clock.now });
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});
beforeEach(async () => {
  count += 1;
  address = `10.0.0.${count}`;
  email = (await aLocalPerson(deps, `ann${count}`, "support")).email;
});

async function outcome(given: { email?: string; password?: string; address?: string }) {
  const origin = { address: given.address ?? address, userAgent: "test" };
  try {
    const { email: as = email, password = PASSWORD } = given;
    await signInWithPassword(deps, { email: as, password, origin });
    return "signed in";
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return `${error.code} ${error.message}`;
  }
}

async function fail(times: number, given: Parameters<typeof outcome>[0] = {}) {
  for (let tries = 0; tries < times; tries += 1) await outcome({ password: "wrong", ...given });
}

const REFUSED = "SIGNIN.FAILED E-mail address or password is wrong.";

describe("signing in with a password", () => {
  it("gives an actor with groups and role", async () => {
    const origin = { address, userAgent: "test" };
    const id = await signInWithPassword(deps, { email, password: PASSWORD, origin });
    expect(await actorOfSignIn(deps, id)).toMatchObject({
      ...{ email, groups: ["support"], role: "member", status: "active", signInId: id },
    });
  });

  it("knows an address in any case and with blanks around it", async () =>
    expect(await outcome({ email: ` ${email.toUpperCase()} ` })).toBe("signed in"));

  it("answers the same for a wrong password, an unknown and an inactive account", async () => {
    expect(await outcome({ password: "wrong" })).toBe(REFUSED);
    expect(await outcome({ email: "nobody@corp.test" })).toBe(REFUSED);
    await deps.db.transaction((tx) =>
      tx.user.update({ where: { email }, data: { status: "inactive" } }),
    );
    expect(await outcome({})).toBe(REFUSED);
  });

  it("takes as long for an account that does not exist", async () => {
    const time = async (as: string) => {
      const started = performance.now();
      await outcome({ email: as, password: "wrong" });
      return performance.now() - started;
    };
    await time(email);
    const known = Math.min(await time(email), await time(email));
    const unknown = Math.min(await time("nobody@corp.test"), await time("no-one@corp.test"));
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  it("refuses the account after five failures, the right password included", async () => {
    await fail(5);
    expect(await outcome({ address: "10.9.9.9" })).toMatch(/^LIMIT.TRIES .* in 15 minutes/);
  });

  it("refuses an account that does not exist after as many failures", async () => {
    const nobody = { email: `nobody${count}@corp.test` };
    await fail(5, nobody);
    expect(await outcome(nobody)).toMatch(/^LIMIT.TRIES/);
  });

  it("refuses the address after twenty failures on any accounts", async () => {
    for (let n = 0; n < 20; n += 1) await fail(1, { email: `guess${n}-${count}@corp.test` });
    expect(await outcome({})).toMatch(/^LIMIT.TRIES/);
    expect(await outcome({ address: "10.8.8.8" })).toBe("signed in");
  });

  it("lets an address that is refused lock nobody else's account", async () => {
    for (let n = 0; n < 20; n += 1) await fail(1, { email: `other${n}-${count}@corp.test` });
    await fail(10);
    expect(await outcome({ address: "10.7.7.7" })).toBe("signed in");
  });

  it("counts a customer's whole IPv6 network as one address", async () => {
    for (let n = 0; n < 20; n += 1) {
      await fail(1, { address: `2001:db8::${n}`, email: `six${n}@corp.test` });
    }
    expect(await outcome({ address: "2001:db8:0:0:ffff::1" })).toMatch(/^LIMIT.TRIES/);
    expect(await outcome({ address: "2001:db8:0:1::1" })).toBe("signed in");
  });

  it("counts guesses that are made at the same time", async () => {
    const guesses = Array.from({ length: 12 }, () => outcome({ password: "wrong" }));
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => answer === REFUSED)).toHaveLength(5);
  });

  it("admits again when the window is over", async () => {
    await fail(6);
    clock.advance(15 * 60_000);
    expect(await outcome({})).toBe("signed in");
  });

  it("forgets the account's failures after a right password", async () => {
    await fail(4);
    expect(await outcome({})).toBe("signed in");
    await fail(4);
    expect(await outcome({})).toBe("signed in");
  });

  it("is audited, without what was typed for an account that does not exist", async () => {
    await outcome({ email: "my-password-by-mistake" });
    await outcome({ password: "wrong" });
    await outcome({});
    const trail = (await auditTrail(deps)).slice(-3);
    expect(trail).toEqual([
      "signIn.refused unknown account",
      `signIn.refused ${email}`,
      `signIn.begun ${email}`,
    ]);
  });

  it("refuses a password of any length without more work", async () =>
    expect(await outcome({ password: PASSWORD + "x".repeat(1_000_000) })).toBe(REFUSED));
});
