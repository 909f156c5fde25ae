import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { auditTrail } from "@/testing/people";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { signInWithPassword } from "../auth/sign-in-with-password";
import { ensureGroup } from "../people/ensure-group";
import { describePasswordLink, usePasswordLink } from "../people/use-password-link";
import { editGroupsOfMany } from "./bulk-groups";
import { createUser } from "./create-user";
import { deleteUser } from "./delete-user";
import { getUser } from "./get-user";
import { resetPassword } from "./reset-password";
import { setStatus } from "./set-status";
import { updateUser } from "./update-user";

const PASSWORD = "a password of one's own";
let rig: PipelineRig;
let ada: Person;
let count = 0;
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
  await rig.deps.db.transaction(async (tx) => {
    for (const name of ["support", "sales", "approver-eu"]) await ensureGroup(tx, name);
    await tx.group.create({ data: { id: "grp_idp", name: "from-idp", source: "idp" } });
  });
});
afterAll(() => rig.close());
beforeEach(() => {
  count += 1;
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

const form = (change: object = {}) => ({
  ...{ source: "local" as const, name: "Eve", email: `Eve${count}@corp.test`, groups: [] },
  ...change,
});
const add = (change: object = {}) => createUser(rig.deps, ada, form(change));
const tokenOf = (url = "") => new URL(url).searchParams.get("token") ?? "";
const useLink = (token: string, password = PASSWORD) =>
  usePasswordLink(rig.deps, { token, password, origin: "" });
const signIn = (password: string) =>
  signInWithPassword(rig.deps, {
    ...{ email: `eve${count}@corp.test`, password, origin: { address: "::1", userAgent: "" } },
  });

describe("a local account", () => {
  it("is made with a link that sets its password, once", async () => {
    const { id, link } = await add({ groups: ["support"] });
    const token = tokenOf(link?.url);
    expect(await describePasswordLink(rig.deps, token)).toEqual({
      ...{ name: "Eve", email: `eve${count}@corp.test` },
    });
    await useLink(token);
    expect(await codeOf(signIn(PASSWORD))).toBe("done");
    expect(await codeOf(useLink(token))).toBe("LINK.INVALID");
    const { user, role } = await getUser(rig.deps, id);
    expect([user.groups, role, user.hasPassword]).toEqual([["support"], "member", true]);
  });

  it("sets one password of two that are sent with one link at once", async () => {
    const token = tokenOf((await add()).link?.url);
    const answers = await Promise.all([codeOf(useLink(token)), codeOf(useLink(token))]);
    expect(answers.sort()).toEqual(["LINK.INVALID", "done"]);
  });

  it("is not made with an address that somebody has, nor in groups that are not there", async () => {
    await add();
    expect(await codeOf(add({ email: ` EVE${count}@corp.test` }))).toBe("PEOPLE.EXISTS");
    count += 1;
    expect(await codeOf(add({ groups: ["nowhere"] }))).toBe("INPUT.INVALID");
    expect(await codeOf(add({ groups: ["from-idp"] }))).toBe("GROUP.LOCKED");
    expect(await codeOf(add())).toBe("done");
  });

  it("gets a new link from an admin; the old link and, once used, the old sign-ins are over", async () => {
    const { id, link } = await add();
    const { url } = await resetPassword(rig.deps, ada, id);
    expect(await codeOf(useLink(tokenOf(link?.url)))).toBe("LINK.INVALID");
    await useLink(tokenOf(url));
    const before = await signIn(PASSWORD);
    const again = await resetPassword(rig.deps, ada, id);
    await useLink(tokenOf(again.url), "another long password");
    const row = await rig.deps.db.read.signIn.findUnique({ where: { id: before } });
    expect(row?.endedBecause).toBe("The password was set anew.");
    expect(await codeOf(signIn(PASSWORD))).toBe("SIGNIN.FAILED");
  });

  it("has no use of its link while it is inactive, nor a weak password by it", async () => {
    const { id, link } = await add();
    const token = tokenOf(link?.url);
    expect(await codeOf(useLink(token, "short"))).toBe("PEOPLE.PASSWORD_WEAK");
    await setStatus(rig.deps, ada, { id, status: "inactive" });
    expect(await codeOf(useLink(token))).toBe("LINK.INVALID");
    await setStatus(rig.deps, ada, { id, status: "active" });
    expect(await codeOf(useLink(token))).toBe("done");
  });

  it("leaves no token of its link in the store or the trail", async () => {
    const token = tokenOf((await add()).link?.url);
    const kept = JSON.stringify([
      await rig.deps.db.read.oneTimeLink.findMany(),
      await rig.deps.db.read.auditEvent.findMany({ select: { after: true, subject: true } }),
    ]);
    expect(kept).not.toContain(token);
  });
});

describe("a person of the identity provider", () => {
  it("is prepared without a link, and has no password to reset", async () => {
    const { id, link } = await add({ source: "idp" });
    expect(link).toBeNull();
    expect(await codeOf(resetPassword(rig.deps, ada, id))).toBe("PEOPLE.NOT_LOCAL");
  });

  it("keeps the groups that the provider gave, whatever an admin edits", async () => {
    const { id } = await add({ source: "idp", groups: ["sales"] });
    const membership = { userId: id, groupId: "grp_idp", source: "idp" };
    await rig.deps.db.transaction((tx) => tx.membership.create({ data: membership }));
    const change = { id, name: "Eve", email: `eve${count}@corp.test`, groups: ["support"] };
    await updateUser(rig.deps, ada, change);
    await editGroupsOfMany(rig.deps, ada, { userIds: [id], add: [], remove: ["support"] });
    expect((await getUser(rig.deps, id)).user.groups).toEqual(["from-idp"]);
    const removal = { userIds: [id], add: [], remove: ["from-idp"] };
    expect(await codeOf(editGroupsOfMany(rig.deps, ada, removal))).toBe("GROUP.LOCKED");
  });
});

describe("editing people", () => {
  it("changes name, address and groups, with both sides in the trail", async () => {
    const { id } = await add({ groups: ["support"] });
    const email = `new${count}@corp.test`;
    await updateUser(rig.deps, ada, { id, name: "Eva", email, groups: ["sales"] });
    expect((await getUser(rig.deps, id)).user).toMatchObject({
      ...{ name: "Eva", email, groups: ["sales"] },
    });
    const line = await rig.deps.db.read.auditEvent.findFirst({
      where: { event: "user.changed", subject: `eve${count}@corp.test` },
    });
    expect([line?.before, line?.after]).toEqual([
      { name: "Eve", email: `eve${count}@corp.test`, groups: ["support"] },
      { name: "Eva", email, groups: ["sales"] },
    ]);
  });

  it("does not take somebody else's address", async () => {
    const { id } = await add();
    const change = { id, name: "Eve", email: ada.actor.email, groups: [] };
    expect(await codeOf(updateUser(rig.deps, ada, change))).toBe("PEOPLE.EXISTS");
  });

  it("changes the groups of many at once, or of none", async () => {
    const ids = [(await add()).id];
    count += 1;
    ids.push((await add({ groups: ["sales"] })).id);
    const edit = { add: ["support"], remove: ["sales"] };
    const missing = { userIds: [...ids, "usr_none"], ...edit };
    expect(await codeOf(editGroupsOfMany(rig.deps, ada, missing))).toBe("ACCESS.NOT_FOUND");
    expect(await editGroupsOfMany(rig.deps, ada, { userIds: ids, ...edit })).toEqual({
      changed: 2,
    });
    for (const id of ids) expect((await getUser(rig.deps, id)).user.groups).toEqual(["support"]);
    expect(await editGroupsOfMany(rig.deps, ada, { userIds: ids, ...edit })).toEqual({
      changed: 0,
    });
  });

  it("answers for somebody who is not there in every door alike", async () => {
    const id = "usr_none";
    const change = { id, name: "x", email: "x@corp.test", groups: [] };
    const doors = [
      getUser(rig.deps, id),
      updateUser(rig.deps, ada, change),
      setStatus(rig.deps, ada, { id, status: "inactive" }),
      deleteUser(rig.deps, ada, id),
      resetPassword(rig.deps, ada, id),
    ];
    expect(new Set(await Promise.all(doors.map(codeOf)))).toEqual(new Set(["ACCESS.NOT_FOUND"]));
  });

  it("shows an approver whose groups open a connection as a conflict", async () => {
    const shop = await rig.connection({ accessGroups: ["support"] });
    const { id } = await add({ groups: ["approver-eu", "support"] });
    const { conflicts, role } = await getUser(rig.deps, id);
    expect(role).toBe("approver");
    expect(conflicts).toContainEqual({
      ...{ role: "approver", group: "support", connection: shop.name },
    });
  });

  it("deletes a person and keeps the trail", async () => {
    const { id } = await add();
    await deleteUser(rig.deps, ada, id);
    expect(await codeOf(getUser(rig.deps, id))).toBe("ACCESS.NOT_FOUND");
    expect(await auditTrail(rig.deps)).toContain(`user.deleted eve${count}@corp.test`);
  });
});
