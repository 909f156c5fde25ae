import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { type TestDeps, testDeps } from "@/testing/deps";
import { stoppedClock, type TestClock } from "@/testing/ids";
import { aLocalPerson } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { actorOfSignIn } from "../auth/actor-of-sign-in";
import { beginSignIn } from "../auth/begin-sign-in";
import { expireSignIns } from "../auth/expire-sign-ins";
import { describeSignIn } from "./describe-sign-in";
import { presentSignIn } from "./present";
import { readSignInSettings } from "./read-sign-in-settings";
import { type SignInSettingsChange, saveSignInSettings } from "./save-sign-in-settings";

const MINUTE_MS = 60_000;
let clock: TestClock;
let store: FreshStore;
let deps: TestDeps;
let count = 0;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  count += 1;
  clock = stoppedClock();
  await store.db.transaction((tx) => tx.setting.deleteMany({ where: { key: "signIn" } }));
  const settings = {
    ...{ OIDC_ISSUER: "https://idp.test", OIDC_CLIENT_ID: "us", OIDC_CLIENT_SECRET: "canary" },
    ...{ GATEHOUSE_SIGN_IN_SECONDS: "3600", OIDC_GROUPS_CLAIM: "roles" },
  };
  deps = testDeps({ db: store.db, now: clock.now, settings });
});
afterAll(async () => {
  deps.dispose();
  await store.close();
});

async function arrive(...groups: string[]) {
  const name = `ada${count}-${groups.join("-")}`;
  const person = { ...(await aLocalPerson(deps, name, ...groups)), name };
  const origin = { address: "::1", userAgent: "" };
  const start = { user: person, method: "local", origin, tokens: null } as const;
  const signInId = await deps.db.transaction((tx) => beginSignIn(deps, tx, start));
  const actor = await actorOfSignIn(deps, signInId);
  if (actor === null) throw new Error("not signed in");
  return { actor: { ...actor, signInId }, origin: "" };
}

async function save(by: Awaited<ReturnType<typeof arrive>>, part: Partial<SignInSettingsChange>) {
  const before = await readSignInSettings(deps);
  try {
    await saveSignInSettings(deps, by, { ...before, ...part });
    return "saved";
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

describe("the settings of signing in", () => {
  it("are the environment's until somebody saves some", async () => {
    expect(await readSignInSettings(deps)).toMatchObject({
      ...{ groupsClaim: "roles", lifetimeSeconds: 3600, idleSecondsMax: 7200, version: 0 },
    });
    expect(await save(await arrive("admin"), { idleSecondsMax: 600 })).toBe("saved");
    expect(await readSignInSettings(deps)).toMatchObject({ idleSecondsMax: 600, version: 1 });
  });

  it("show the provider without its secret", async () => {
    const shown = presentSignIn(await describeSignIn(deps));
    expect(shown.provider).toMatchObject({ issuer: "https://idp.test", clientId: "us" });
    expect(JSON.stringify(shown)).not.toContain("canary");
  });

  it("give roles by the new mapping at the next request, without signing in again", async () => {
    const ada = await arrive("admin");
    const sam = await arrive("sec-eu");
    const before = await readSignInSettings(deps);
    const line = { match: "prefix", group: "sec-", role: "auditor" } as const;
    const change = { idleSecondsMax: 600, roleMappings: [...before.roleMappings, line] };
    expect(await save(ada, change)).toBe("saved");
    expect((await actorOfSignIn(deps, sam.actor.signInId))?.role).toBe("auditor");
  });

  it("end sign-ins that are older than a shortened lifetime, within a second", async () => {
    const sam = await arrive("support");
    clock.advance(10 * MINUTE_MS);
    const ada = await arrive("admin");
    expect(await save(ada, { lifetimeSeconds: 300, idleSecondsMax: 300 })).toBe("saved");
    await expireSignIns(deps);
    const row = await store.db.read.signIn.findUnique({ where: { id: sam.actor.signInId } });
    expect(row?.endedBecause).toBe("The sign-in reached its time limit.");
    expect(await actorOfSignIn(deps, ada.actor.signInId)).not.toBeNull();
  });

  it("let an unused sign-in live as long as the idle limit says now", async () => {
    const ada = await arrive("admin");
    expect(await save(ada, { idleSecondsMax: 120 })).toBe("saved");
    clock.advance(2 * MINUTE_MS);
    expect(await actorOfSignIn(deps, ada.actor.signInId)).toBeNull();
  });

  it("are not saved over another admin's, nor when they contradict themselves", async () => {
    const ada = await arrive("admin");
    expect(await save(ada, { idleSecondsMax: 600 })).toBe("saved");
    expect(await save(ada, { idleSecondsMax: 500, version: 0 })).toBe("SETTINGS.CHANGED");
    expect(await save(ada, { idleSecondsMax: 3601 })).toBe("INPUT.INVALID");
  });

  it("are refused when they would leave the saver without admin, and stay as they were", async () => {
    const ada = await arrive("admin");
    await arrive("bosses");
    const before = await readSignInSettings(deps);
    const roleMappings = [{ match: "exact", group: "bosses", role: "admin" }] as const;
    expect(await save(ada, { idleSecondsMax: 600, roleMappings })).toBe("PEOPLE.OWN_ADMIN");
    expect(await save(ada, { idleSecondsMax: 600, roleMappings: [] })).toBe("PEOPLE.LAST_ADMIN");
    expect(await readSignInSettings(deps)).toEqual(before);
  });
});
