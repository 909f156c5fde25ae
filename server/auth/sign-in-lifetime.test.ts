import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Prisma } from "@/prisma/generated/client";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock } from "@/testing/ids";
import { aLocalPerson, PASSWORD } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { actorOfSignIn } from "./actor-of-sign-in";
import { readSignInLimits, signInSetting } from "./sign-in-lifetime";
import { signInWithPassword } from "./sign-in-with-password";

const MINUTE_MS = 60_000;
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

async function set(value: Prisma.InputJsonValue) {
  await deps.db.transaction((tx) =>
    tx.setting.upsert({
      ...{ where: { key: "signIn" }, create: { key: "signIn", value }, update: { value } },
    }),
  );
  const { lifetimeSecondsMax, idleSecondsMax } = await readSignInLimits(deps);
  return [lifetimeSecondsMax / 60, idleSecondsMax / 60];
}

describe("how long sign-ins last", () => {
  it("is eight hours, and two without use, as long as nobody set anything else", async () =>
    expect(await readSignInLimits(deps)).toEqual({
      ...{ lifetimeSecondsMax: 8 * 3600, idleSecondsMax: 2 * 3600 },
    }));

  it("is what was set, within its bounds; anything else grants nothing more", async () => {
    expect(await set({ lifetimeMinutes: 60, idleMinutes: 10 })).toEqual([60, 10]);
    expect(await set({ lifetimeMinutes: 10_080, idleMinutes: 10_080 })).toEqual([10_080, 10_080]);
    for (const wrong of [
      { lifetimeMinutes: 10_081, idleMinutes: 10 },
      { lifetimeMinutes: 60, idleMinutes: 4 },
      { lifetimeMinutes: 60, idleMinutes: 61 },
      { lifetimeMinutes: 60 },
      { lifetimeMinutes: "60", idleMinutes: 10 },
      "60",
    ]) {
      expect(signInSetting.safeParse(wrong).success).toBe(false);
      expect(await set(wrong)).toEqual([480, 120]);
    }
  });

  it("holds for sign-ins that are open when the idle limit becomes shorter", async () => {
    const { email } = await aLocalPerson(deps, "ann");
    const origin = { address: "10.0.0.1", userAgent: "test" };
    await set({ lifetimeMinutes: 480, idleMinutes: 120 });
    const id = await signInWithPassword(deps, { email, password: PASSWORD, origin });
    clock.advance(10 * MINUTE_MS);
    await set({ lifetimeMinutes: 60, idleMinutes: 10 });
    expect(await actorOfSignIn(deps, id)).toBeNull();
  });

  it("ends a sign-in at the lifetime of its beginning, however busy", async () => {
    const { email } = await aLocalPerson(deps, "ben");
    const origin = { address: "10.0.0.2", userAgent: "test" };
    await set({ lifetimeMinutes: 15, idleMinutes: 15 });
    const id = await signInWithPassword(deps, { email, password: PASSWORD, origin });
    for (const minutes of [5, 5, 4]) {
      clock.advance(minutes * MINUTE_MS);
      expect(await actorOfSignIn(deps, id)).not.toBeNull();
    }
    clock.advance(MINUTE_MS);
    expect(await actorOfSignIn(deps, id)).toBeNull();
  });
});
