import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RoleMapping } from "@/domain/people/role";
import type { Actor, SignInId } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { type TestDeps, testDeps } from "@/testing/deps";
import { aLocalPerson, auditTrail } from "@/testing/people";
import { type FreshStore, freshStore } from "@/testing/store";
import { actorOfSignIn } from "../auth/actor-of-sign-in";
import { beginSignIn } from "../auth/begin-sign-in";
import { deleteGroup } from "../groups/delete-group";
import { renameGroup } from "../groups/rename-group";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { saveSignInSettings } from "../settings/save-sign-in-settings";
import { editGroupsOfMany } from "../users/bulk-groups";
import { deleteUser } from "../users/delete-user";
import { setStatus } from "../users/set-status";
import { updateUser } from "../users/update-user";
import { syncProviderGroups } from "./sync-provider-groups";

let store: FreshStore;
let deps: TestDeps;
beforeEach(async () => {
  store = await freshStore();
  deps = testDeps({ db: store.db });
});
afterEach(async () => {
  deps.dispose();
  await store.close();
});

async function anAdmin(
  name: string,
  ...groups: string[]
): Promise<{ actor: Actor & { signInId: SignInId }; origin: string }> {
  const person = await aLocalPerson(deps, name, ...groups);
  const start = { user: { ...person, name }, method: "local", tokens: null } as const;
  const origin = { address: "::1", userAgent: "" };
  const id = await deps.db.transaction((tx) => beginSignIn(deps, tx, { ...start, origin }));
  const actor = await actorOfSignIn(deps, id);
  if (actor === null) throw new Error("not signed in");
  return { actor: { ...actor, signInId: id }, origin: "" };
}

type By = Awaited<ReturnType<typeof anAdmin>>;
const adminGroup = async () =>
  (await deps.db.read.group.findFirst({ where: { name: "admin" } }))?.id ?? "";

/** Every door through which an admin could take admin from somebody. */
const DOORS: Readonly<Record<string, (by: By, who: Actor) => Promise<unknown>>> = {
  status: (by, { userId: id }) => setStatus(deps, by, { id, status: "inactive" }),
  deletion: (by, { userId }) => deleteUser(deps, by, userId),
  "their groups": (by, { userId: id, name, email }) =>
    updateUser(deps, by, { id, name, email, groups: [] }),
  "bulk groups": (by, { userId }) =>
    editGroupsOfMany(deps, by, { userIds: [userId], add: [], remove: ["admin"] }),
};
const SHARED_DOORS: typeof DOORS = {
  "deleting the group": async (by) => deleteGroup(deps, by, await adminGroup()),
  "renaming the group": async (by) =>
    renameGroup(deps, by, { id: await adminGroup(), name: "bosses" }),
  "the role mapping": (by) => saveMapping(by, [{ match: "exact", group: "x", role: "admin" }]),
};

async function saveMapping(by: By, roleMappings: RoleMapping[]) {
  const before = await readSignInSettings(deps);
  return await saveSignInSettings(deps, by, { ...before, roleMappings });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

describe.each(Object.entries({ ...DOORS, ...SHARED_DOORS }))("by %s", (_, door) => {
  it("the last admin cannot go, and nothing of the try stays", async () => {
    const ada = await anAdmin("ada", "admin");
    const before = await auditTrail(deps);
    expect(await codeOf(door(ada, ada.actor))).toBe("PEOPLE.LAST_ADMIN");
    expect(await auditTrail(deps)).toEqual(before);
    expect((await actorOfSignIn(deps, ada.actor.signInId))?.role).toBe("admin");
  });
});

describe.each(Object.entries(DOORS))("by %s", (_, door) => {
  it("an admin cannot lock themself out while there is another", async () => {
    const ada = await anAdmin("ada", "admin");
    await anAdmin("bea", "admin");
    expect(await codeOf(door(ada, ada.actor))).toBe("PEOPLE.OWN_ADMIN");
  });

  it("an admin can take admin from another", async () => {
    const ada = await anAdmin("ada", "admin");
    const bea = await anAdmin("bea", "admin");
    expect(await codeOf(door(ada, bea.actor))).toBe("done");
    expect((await actorOfSignIn(deps, bea.actor.signInId))?.role ?? "nobody").not.toBe("admin");
  });

  it("two admins who remove each other at once do not both succeed", async () => {
    const [ada, bea] = [await anAdmin("ada", "admin"), await anAdmin("bea", "admin")];
    const answers = await Promise.all([codeOf(door(ada, bea.actor)), codeOf(door(bea, ada.actor))]);
    expect(answers.filter((code) => code === "done")).toHaveLength(1);
  });
});

describe("the shared doors", () => {
  it("open for an admin whom another group keeps admin", async () => {
    const ada = await anAdmin("ada", "admin", "ops");
    await saveMapping(ada, [
      { match: "exact", group: "admin", role: "admin" },
      { match: "prefix", group: "op", role: "admin" },
    ]);
    expect(await codeOf(deleteGroup(deps, ada, await adminGroup()))).toBe("done");
    expect((await actorOfSignIn(deps, ada.actor.signInId))?.role).toBe("admin");
  });
});

describe("the identity provider", () => {
  it("can take admin from anybody, the last one included", async () => {
    const ada = await anAdmin("ada");
    const user = { id: ada.actor.userId, email: ada.actor.email };
    await deps.db.transaction((tx) => syncProviderGroups(tx, user, ["admin"]));
    expect((await actorOfSignIn(deps, ada.actor.signInId))?.role).toBe("admin");
    await deps.db.transaction((tx) => syncProviderGroups(tx, user, []));
    expect((await actorOfSignIn(deps, ada.actor.signInId))?.role).toBe("member");
  });
});
