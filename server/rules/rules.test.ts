import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { addedRule, auditOfRule, refusalIn, ruleAsWritten } from "@/testing/rule-rig";
import { aWebhook } from "@/testing/webhook-receiver";
import { createIntegration } from "../integrations/create-integration";
import { deleteIntegration } from "../integrations/delete-integration";
import { updateIntegration } from "../integrations/update-integration";
import { createRule } from "./create-rule";
import { deleteRule } from "./delete-rule";
import { type RuleForm, ruleForm, ruleList, rulePreview } from "./form";
import { getRule } from "./get-rule";
import { listRules } from "./list-rules";
import { presentRule } from "./present";
import { previewRule } from "./preview-rule";
import { rulesInForce } from "./rules-in-force";
import { switchRule, updateRule } from "./update-rule";

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

describe("a rule", () => {
  it("is kept as it was written, and in force at once", async () => {
    const { name: shop } = await rig.connection();
    await rulesInForce(rig.deps);
    const written = form({
      ...{ description: "Why it is there.", commands: "writes", reasonRequired: true },
      ...{ needs: { kind: "all-but", groups: ["dba"] }, breakGlassGroups: ["admin"] },
      ...{ scope: { connections: [shop], tags: ["env=prod"] }, timeoutSeconds: 300 },
      ...{ approvals: { kind: "count", count: 2 }, adminsApproveThemselves: false },
    });
    const { id } = await createRule(rig.deps, ada, written);
    const { rule, faults } = await getRule(rig.deps, id);
    expect(rule).toMatchObject({ ...written, version: 1, ownConnection: null });
    expect(faults).toEqual([]);
    expect((await rulesInForce(rig.deps)).map((one) => one.id)).toContain(id);
  });

  it("has a name of its own", async () => {
    await create({ name: "taken" });
    expect(await codeOf(create({ name: "taken" }))).toBe("RULE.EXISTS");
    const id = await create();
    const change = { id, version: 1, rule: form({ name: "taken" }) };
    expect(await codeOf(updateRule(rig.deps, ada, change))).toBe("RULE.EXISTS");
    expect(ruleForm.safeParse({ ...form(), name: "  " }).success).toBe(false);
  });

  it("is changed only as it was looked at; of two changes at once, one wins", async () => {
    const id = await create();
    const changes = ["one", "other"].map((description) =>
      codeOf(updateRule(rig.deps, ada, { id, version: 1, rule: form({ description }) })),
    );
    expect((await Promise.all(changes)).sort()).toEqual(["RULE.CHANGED", "done"]);
    expect((await getRule(rig.deps, id)).rule.version).toBe(2);
  });

  it("names only what there is", async () => {
    const doors = [
      create({ approverGroups: ["dba", "nobody-knows"] }),
      create({ needs: { kind: "groups", groups: ["nobody-knows"] } }),
      create({ scope: { connections: ["nobody-knows"], tags: [] } }),
      create({ tells: ["nobody-knows"] }),
    ];
    for (const refusal of await Promise.all(doors.map(refusalIn))) {
      expect(refusal).toMatchObject({ code: "INPUT.INVALID" });
      expect(refusal?.because).toContain("nobody-knows");
    }
  });

  it("names who is told of its requests; those stay while it does, and under every name", async () => {
    const form = aWebhook({ name: "pager" });
    const hook = await createIntegration(rig.deps, ada, form);
    const id = await create({ name: "told", tells: ["pager"] });
    expect((await getRule(rig.deps, id)).rule).toMatchObject({ tells: ["pager"], told: [hook.id] });
    const found = (await rulesInForce(rig.deps)).find((rule) => rule.id === id);
    expect(found).toMatchObject({ tells: ["pager"], told: [hook.id] });
    expect(await codeOf(deleteIntegration(rig.deps, ada, hook.id))).toBe("INTEGRATION.IN_USE");
    const renamed = { ...form, id: hook.id, version: 1, name: "pager-2" };
    await updateIntegration(rig.deps, ada, renamed);
    expect((await getRule(rig.deps, id)).rule.tells).toEqual(["pager-2"]);
    await updateRule(rig.deps, ada, { id, version: 1, rule: ruleAsWritten({ name: "told" }) });
    await deleteIntegration(rig.deps, ada, hook.id);
    expect((await auditOf("told")).map(({ after }) => after)).toMatchObject([
      { tells: ["pager"] },
      { tells: [] },
    ]);
  });

  it("leaves a line in the audit trail of each change, with what it was before", async () => {
    const name = "audited";
    const id = await create({ name });
    await updateRule(rig.deps, ada, { id, version: 1, rule: form({ name, timeoutSeconds: 300 }) });
    await switchRule(rig.deps, ada, { id, version: 2, enabled: false });
    await deleteRule(rig.deps, ada, id);
    expect(await auditOf(name)).toMatchObject([
      { event: "rule.created", after: { name, timeoutSeconds: 3_600 } },
      {
        ...{ event: "rule.changed", before: { timeoutSeconds: 3_600 } },
        after: { timeoutSeconds: 300 },
      },
      { event: "rule.changed", before: { enabled: true }, after: { enabled: false } },
      { event: "rule.deleted", before: { name, enabled: false, connections: [] } },
    ]);
    expect((await rulesInForce(rig.deps)).map((one) => one.id)).not.toContain(id);
  });

  it("that is not there answers alike in every door", async () => {
    const id = "rul_none";
    const doors = [
      getRule(rig.deps, id),
      updateRule(rig.deps, ada, { id, version: 1, rule: form() }),
      switchRule(rig.deps, ada, { id, version: 1, enabled: true }),
      deleteRule(rig.deps, ada, id),
    ];
    expect(new Set(await Promise.all(doors.map(codeOf)))).toEqual(new Set(["ACCESS.NOT_FOUND"]));
  });
});

describe("a rule that nobody can satisfy", () => {
  it("is refused with the reason", async () => {
    const tooMany = { approvals: { kind: "count", count: 3 } } as const;
    // Three are in the group; the auditor among them may not decide.
    expect(await refusalIn(create(tooMany))).toEqual({
      code: "RULE.UNSATISFIABLE",
      because: "3 approvals are asked for, and 2 people in these groups may decide.",
    });
    await rig.person("both-a", "both-b");
    const approverGroups = ["both-a", "both-b"];
    const each = { approverGroups, approvals: { kind: "each" } as const };
    expect(await codeOf(create(each))).toBe("RULE.UNSATISFIABLE");
    await rig.person("both-a");
    expect(await codeOf(create(each))).toBe("done");
    expect(await codeOf(create({ approverGroups: [] }))).toBe("RULE.UNSATISFIABLE");
  });

  it("is refused when it would be about nothing", async () => {
    const change = { scope: { connections: [], tags: [] } };
    expect(await codeOf(create(change))).toBe("INPUT.INVALID");
    expect(await codeOf(create({ kind: "jit", commands: "writes" }))).toBe("INPUT.INVALID");
  });

  it("can be switched off but not on, and its list says why", async () => {
    const leaver = await rig.person("leavers");
    const name = "of-leavers";
    const id = await create({ name, approverGroups: ["leavers"] });
    await rig.deps.db.transaction(async (tx) => {
      const where = { id: leaver.actor.userId };
      await tx.user.update({ where, data: { status: "inactive" }, select: { id: true } });
    });
    const [row] = (await listRules(rig.deps, ruleList.parse({ text: name }))).rows;
    expect(row && presentRule(row).faults).toEqual(["leavers has nobody active who may decide."]);
    expect(await codeOf(switchRule(rig.deps, ada, { id, version: 1, enabled: false }))).toBe(
      "done",
    );
    expect(await codeOf(switchRule(rig.deps, ada, { id, version: 2, enabled: true }))).toBe(
      "RULE.UNSATISFIABLE",
    );
  });
});

describe("the list of rules", () => {
  it("is a page by name with the number of all, searched by name and description", async () => {
    await create({ name: "list-b", description: "of the 50% kind" });
    await create({ name: "list-a" });
    const list = async (input: object) => {
      const { rows, total } = await listRules(rig.deps, ruleList.parse(input));
      return [rows.map(({ rule }) => rule.name), total];
    };
    expect(await list({ text: "LIST-" })).toEqual([["list-a", "list-b"], 2]);
    expect(await list({ text: "list-", limit: 1, page: 2 })).toEqual([["list-b"], 2]);
    expect(await list({ text: "50% k" })).toEqual([["list-b"], 1]);
    expect(await list({ text: "50_ k" })).toEqual([[], 0]);
  });
});

describe("a preview", () => {
  it("names who could approve and what it is about today, and changes nothing", async () => {
    const dan = await rig.person("preview", "preview-too");
    const named = await rig.connection();
    const tagged = await rig.connection({ tags: { tier: "preview" } });
    await rig.connection({ tags: { tier: "other" } });
    const before = await rig.deps.db.read.accessRule.count();
    const rule = { ...form(), name: "", approverGroups: ["preview", "preview-too"] };
    const scope = { connections: [named.name, "not-there"], tags: ["tier=preview"] };
    const answer = await previewRule(rig.deps, rulePreview.parse({ ...rule, scope }));
    expect(answer).toMatchObject({
      ...{ faults: [], sentence: expect.stringContaining("one member of preview or preview-too") },
      approvers: { total: 1, rows: [{ id: dan.actor.userId, groups: rule.approverGroups }] },
      connections: { total: 2, names: [named.name, tagged.name].sort() },
    });
    expect(await rig.deps.db.read.accessRule.count()).toBe(before);
  });

  it("says what is wrong while it is typed", async () => {
    const rule = { ...form(), name: "", approverGroups: [], timeoutSeconds: 0 };
    const { faults, approvers } = await previewRule(rig.deps, rulePreview.parse(rule));
    expect(faults.map(({ at }) => at)).toEqual(["approverGroups", "times"]);
    expect(approvers).toEqual({ rows: [], total: 0 });
  });
});
