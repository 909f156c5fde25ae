import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { addedRule, auditOfRule, refusalIn, ruleAsWritten } from "@/testing/rule-rig";
import { deleteConnection } from "../connections/delete-connection";
import { deleteGroup } from "../groups/delete-group";
import { groupPage } from "../groups/form";
import { getGroup } from "../groups/get-group";
import { groupChangeEffect } from "../groups/group-change-effect";
import { renameGroup } from "../groups/rename-group";
import { deleteRule } from "./delete-rule";
import { connectionRule, type RuleForm } from "./form";
import { rulesOfConnection } from "./get-rule";
import { rulesInForce } from "./rules-in-force";
import { setConnectionRule } from "./set-connection-rule";
import { updateRule } from "./update-rule";

let rig: PipelineRig;
let ada: Person;
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
  await rig.person("dba");
  await rig.person("dba");
  await rig.person("dba", "auditor");
}, 60_000);
afterAll(() => rig.close());

const codeOf = async (work: Promise<unknown>) => (await refusalIn(work))?.code ?? "done";
const form = ruleAsWritten;
const create = (change: Partial<RuleForm> = {}) => addedRule(rig, ada, change);
const auditOf = (subject: string) => auditOfRule(rig, subject);
const idOfGroup = async (name: string) =>
  (await rig.deps.db.read.group.findUnique({ where: { name } }))?.id ?? "";

describe("the toggle of one connection", () => {
  const asked = {
    ...{ kind: "action", needs: { kind: "all" }, approverGroups: ["dba"] },
    ...{ approvals: { kind: "each" }, timeoutSeconds: 3_600, durationSecondsMax: 172_800 },
    breakGlassGroups: [],
  };
  const set = (connection: string, version: number | null, rule: object | null) =>
    setConnectionRule(rig.deps, ada, connectionRule.parse({ connection, version, rule }));
  const own = async (name: string) =>
    (await rulesOfConnection(rig.deps, ada.actor, name)).own?.rule ?? null;

  it("makes, changes and deletes the one rule of its own", async () => {
    const { name } = await rig.connection();
    await set(name, null, asked);
    expect(await own(name)).toMatchObject({
      ...{ name: `${name} (own)`, version: 1, enabled: true, ownConnection: name },
      ...{ scope: { connections: [name], tags: [] }, commands: "all" },
    });
    await set(name, 1, { ...asked, timeoutSeconds: 300, breakGlassGroups: ["dba"] });
    expect(await own(name)).toMatchObject({
      ...{ version: 2, timeoutSeconds: 300, breakGlassGroups: ["dba"] },
    });
    await set(name, 2, null);
    expect(await own(name)).toBeNull();
    expect((await auditOf(`${name} (own)`)).map(({ event }) => event)).toEqual([
      ...["rule.created", "rule.changed", "rule.deleted"],
    ]);
  });

  it("changes only what was looked at", async () => {
    const { name } = await rig.connection();
    const both = [codeOf(set(name, null, asked)), codeOf(set(name, null, asked))];
    expect((await Promise.all(both)).sort()).toEqual(["RULE.CHANGED", "done"]);
    expect(await codeOf(set(name, 7, null))).toBe("RULE.CHANGED");
    expect(await codeOf(set("not-there", null, asked))).toBe("ACCESS.NOT_FOUND");
  });

  it("keeps what the page of rules added, and the page keeps what it is about", async () => {
    const { name } = await rig.connection();
    await set(name, null, asked);
    const id = (await own(name))?.id ?? "";
    const rule = form({ name: "another", commands: "writes", reasonRequired: true });
    await updateRule(rig.deps, ada, { id, version: 1, rule });
    expect(await own(name)).toMatchObject({
      ...{ name: `${name} (own)`, commands: "writes", reasonRequired: true },
      scope: { connections: [name], tags: [] },
    });
    await set(name, 2, { ...asked, kind: "jit" });
    expect(await own(name)).toMatchObject({ kind: "jit", commands: "all", reasonRequired: true });
  });

  it("shows the other rules that are in force there", async () => {
    const { name } = await rig.connection({ tags: { only: "here" } });
    const scope = { connections: [], tags: ["only=here"] };
    await create({ name: "over-many", scope });
    await create({ name: "over-many-off", scope, enabled: false });
    const { others } = await rulesOfConnection(rig.deps, ada.actor, name);
    expect(others.map((rule) => rule.name)).toEqual(["over-many"]);
  });

  it("goes with the connection", async () => {
    const { name } = await rig.connection();
    await set(name, null, asked);
    await deleteConnection(rig.deps, ada, name);
    expect((await auditOf(`${name} (own)`)).map(({ event }) => event)).toEqual([
      ...["rule.created", "rule.deleted"],
    ]);
    expect((await rulesInForce(rig.deps)).map((rule) => rule.ownConnection)).not.toContain(name);
  });
});

describe("a group that a rule names", () => {
  it("shows the rules, and cannot be deleted before they let it go", async () => {
    await rig.person("named");
    const groupId = await idOfGroup("named");
    const id = await create({ name: "names-it", breakGlassGroups: ["named"] });
    const rules = { rows: [{ id, name: "names-it" }], total: 1 };
    expect((await getGroup(rig.deps, groupPage.parse({ id: groupId }))).rules).toEqual(rules);
    expect((await groupChangeEffect(rig.deps, groupId, null)).rules).toEqual(rules);
    expect(await refusalIn(deleteGroup(rig.deps, ada, groupId))).toEqual({
      code: "GROUP.IN_USE",
      because: "named is part of access rules: names-it.",
    });
    await deleteRule(rig.deps, ada, id);
    expect(await codeOf(deleteGroup(rig.deps, ada, groupId))).toBe("done");
  });

  it("stays in them under its new name", async () => {
    await rig.person("old-approvers");
    const id = await create({ approverGroups: ["old-approvers"] });
    await rulesInForce(rig.deps);
    const renaming = { id: await idOfGroup("old-approvers"), name: "new-approvers" };
    await renameGroup(rig.deps, ada, renaming);
    const found = (await rulesInForce(rig.deps)).find((rule) => rule.id === id);
    expect(found?.approverGroups).toEqual(["new-approvers"]);
  });
});
