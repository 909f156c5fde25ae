import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { fillCrowd } from "@/testing/crowd";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { createGroup } from "./create-group";
import { deleteGroup } from "./delete-group";
import { groupList, groupName, groupPage } from "./form";
import { getGroup } from "./get-group";
import { groupChangeEffect } from "./group-change-effect";
import { listGroups } from "./list-groups";
import { presentEffect } from "./present";
import { renameGroup } from "./rename-group";

let rig: PipelineRig;
let ada: Person;
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
  await fillCrowd(rig.deps.db, { people: 2_000, groups: 500, each: 3 });
}, 60_000);
afterAll(() => rig.close());

const idOf = async (name: string) =>
  (await rig.deps.db.read.group.findUnique({ where: { name } }))?.id ?? "";
const get = (id: string, page = 1) => getGroup(rig.deps, groupPage.parse({ id, page, limit: 10 }));

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

describe("the list of groups", () => {
  it("is a page with the number of all, and counts people and connections", async () => {
    await rig.person("counted");
    await rig.person("counted");
    await rig.connection({ accessGroups: ["counted"] });
    const { rows, total } = await listGroups(rig.deps, groupList.parse({ text: "COUNT" }));
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ name: "counted", memberCount: 2, connectionCount: 1 });
    const all = await listGroups(rig.deps, groupList.parse({ limit: 100, page: 5 }));
    expect([all.rows.length, all.total]).toEqual([100, 502]);
  });

  it("answers in less than 200 ms", async () => {
    const startedMs = performance.now();
    await listGroups(rig.deps, groupList.parse({ limit: 100, page: 3 }));
    expect(performance.now() - startedMs).toBeLessThan(200);
  });
});

describe("a group", () => {
  it("is made once, with a name that people can see", async () => {
    expect(await codeOf(createGroup(rig.deps, ada, "engineering"))).toBe("done");
    expect(await codeOf(createGroup(rig.deps, ada, "engineering"))).toBe("GROUP.EXISTS");
    expect(groupName.safeParse(" spaced").success).toBe(false);
  });

  it("shows its people page by page, its connections and the role it gives", async () => {
    const id = await idOf("approver-50");
    const first = await get(id);
    expect(first.role).toBe("approver");
    expect(first.members.rows).toHaveLength(10);
    const second = await get(id, 2);
    expect(second.members.rows[0]?.id).not.toBe(first.members.rows[0]?.id);
  });

  it("keeps people and connections when it is renamed", async () => {
    await rig.person("old-name");
    const shop = await rig.connection({ accessGroups: ["old-name"] });
    const id = await idOf("old-name");
    await renameGroup(rig.deps, ada, { id, name: "new-name" });
    expect(await get(id)).toMatchObject({
      ...{ group: { name: "new-name" }, members: { total: 1 } },
      connections: { names: [shop.name] },
    });
    expect(await codeOf(renameGroup(rig.deps, ada, { id, name: "admin" }))).toBe("GROUP.EXISTS");
  });

  it("of the identity provider is seen and locked", async () => {
    const id = "grp_crowd4";
    expect((await get(id)).group.source).toBe("idp");
    expect(await codeOf(renameGroup(rig.deps, ada, { id, name: "mine" }))).toBe("GROUP.LOCKED");
    expect(await codeOf(deleteGroup(rig.deps, ada, id))).toBe("GROUP.LOCKED");
  });

  it("that is not there answers alike in every door", async () => {
    const doors = [
      get("grp_none"),
      renameGroup(rig.deps, ada, { id: "grp_none", name: "x" }),
      deleteGroup(rig.deps, ada, "grp_none"),
      groupChangeEffect(rig.deps, "grp_none", null),
    ];
    expect(new Set(await Promise.all(doors.map(codeOf)))).toEqual(new Set(["ACCESS.NOT_FOUND"]));
  });
});

describe("the effect of deleting a group", () => {
  it("names who loses which role and which connection, and changes nothing", async () => {
    const ben = await rig.person("leaving");
    await rig.person("leaving", "staying");
    const shop = await rig.connection({ accessGroups: ["leaving", "staying"] });
    const id = await idOf("leaving");
    const effect = presentEffect(await groupChangeEffect(rig.deps, id, null));
    expect(effect).toEqual({
      ...{ name: "leaving", memberCount: 2, connectionCount: 1, complete: true },
      rules: { total: 0, rows: [] },
      roles: { total: 0, rows: [] },
      connections: {
        total: 1,
        rows: [{ connection: shop.name, total: 1, names: [ben.actor.name] }],
      },
    });
    const boss = await groupChangeEffect(rig.deps, await idOf("admin"), null);
    expect(presentEffect(boss).roles.rows).toContainEqual({
      ...{ name: ada.actor.name, email: ada.actor.email, from: "admin", to: "member" },
    });
    expect((await get(id)).members.total).toBe(2);
  });

  it("is what then happens", async () => {
    const dan = await rig.person("doomed");
    const shop = await rig.connection({ accessGroups: ["doomed"] });
    await deleteGroup(rig.deps, ada, await idOf("doomed"));
    const row = await rig.deps.db.read.connection.findUnique({
      where: { name: shop.name },
      select: { access: true },
    });
    expect(row?.access).toEqual([]);
    const left = { where: { userId: dan.actor.userId } };
    expect(await rig.deps.db.read.membership.count(left)).toBe(0);
  });
});
