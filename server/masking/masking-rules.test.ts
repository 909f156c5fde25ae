import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import { MASKING_LIMITS } from "@/domain/masking/written-rule";
import { addedMaskingRule, maskingRuleAsWritten } from "@/testing/masking-rule-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { refusalIn } from "@/testing/rule-rig";
import { deleteConnection } from "../connections/delete-connection";
import { createMaskingRule } from "./create-masking-rule";
import { deleteMaskingRule } from "./delete-masking-rule";
import { type MaskingRuleForm, maskingRuleChange, maskingRuleForm } from "./form";
import { getMaskingRule, listMaskingRules } from "./list-masking-rules";
import { maskingInForce } from "./masking-in-force";
import { reorderMaskingRules } from "./reorder-masking-rules";
import { switchMaskingRule, updateMaskingRule } from "./update-masking-rule";

let rig: PipelineRig;
let ada: Person;
beforeAll(async () => {
  rig = await pipelineRig();
  ada = await rig.person("admin");
});
afterAll(() => rig.close());
beforeEach(async () => {
  for (const { id } of await listMaskingRules(rig.deps)) await deleteMaskingRule(rig.deps, ada, id);
});

const form = maskingRuleAsWritten;
const create = async (change: Partial<MaskingRuleForm> = {}) =>
  (await addedMaskingRule(rig, ada, change)).id;
const codeOf = async (work: Promise<unknown>) => (await refusalIn(work))?.code ?? "done";
const names = async () => (await listMaskingRules(rig.deps)).map(({ name }) => name);
const inForce = (name: string, groups: readonly string[] = []) =>
  maskingInForce(rig.deps, { actor: { groups }, connection: { name, tags: { env: "prod" } } });
const auditOf = (subject: string) =>
  rig.deps.db.read.auditEvent.findMany({
    ...{ where: { subject, event: { startsWith: "maskingRule." } }, orderBy: { id: "asc" } },
    select: { event: true, before: true, after: true },
  });

describe("a masking rule", () => {
  it("is kept as it was written, and in force at once", async () => {
    const { name: shop } = await rig.connection();
    expect((await inForce(shop)).rules).toEqual(DEFAULT_MASKING_RULES);
    const written = form({
      ...{ description: "Why.", detectors: { phone: "off", email: "on" }, builtInColumns: "off" },
      ...{ scope: { connections: [shop], tags: ["env=test"] }, exemptGroups: ["admin"] },
    });
    const { id } = await createMaskingRule(rig.deps, ada, written);
    expect(await getMaskingRule(rig.deps, id)).toMatchObject({
      ...{ ...written, version: 1, priority: 1 },
    });
    const { rules, maskedBy } = await inForce(shop);
    expect(rules.columns).toEqual(written.columns);
    expect(rules.detectors).not.toContain("phone");
    expect(maskedBy).toEqual([{ id, name: written.name, version: 1, isExempt: false }]);
    expect((await inForce("elsewhere")).rules).toEqual(DEFAULT_MASKING_RULES);
    expect((await inForce(shop, ["admin"])).rules.columns).toEqual([]);
  });

  it("has a name of its own", async () => {
    await create({ name: "taken" });
    expect(await codeOf(create({ name: "taken" }))).toBe("MASKING.EXISTS");
    const id = await create();
    const change = { id, version: 1, rule: form({ name: "taken" }) };
    expect(await codeOf(updateMaskingRule(rig.deps, ada, change))).toBe("MASKING.EXISTS");
    expect(maskingRuleForm.safeParse({ ...form(), name: "  " }).success).toBe(false);
  });

  it("is changed only as it was looked at; of two changes at once, one wins", async () => {
    const id = await create();
    const changes = ["one", "other"].map((description) =>
      codeOf(updateMaskingRule(rig.deps, ada, { id, version: 1, rule: form({ description }) })),
    );
    expect((await Promise.all(changes)).sort()).toEqual(["MASKING.CHANGED", "done"]);
    expect((await getMaskingRule(rig.deps, id)).version).toBe(2);
  });

  it("is about connections that there are, and never becomes wide when one goes", async () => {
    const unknown = { scope: { connections: ["nobody-knows"], tags: [] } };
    expect(await codeOf(create(unknown))).toBe("INPUT.INVALID");
    const { name: shop } = await rig.connection();
    const scope = { connections: [shop], tags: [] };
    const id = await create({ scope, detectors: { email: "off" } });
    await deleteConnection(rig.deps, ada, shop);
    expect((await inForce("another")).maskedBy).toEqual([]);
    const rule = form({ scope });
    expect(await codeOf(updateMaskingRule(rig.deps, ada, { id, version: 1, rule }))).toBe("done");
  });

  it("exempts only groups that there are", async () => {
    expect(await codeOf(create({ exemptGroups: ["no-such-group"] }))).toBe("INPUT.INVALID");
    expect(await names()).toEqual([]);
  });

  it("names no more columns than, with all others, go to an agent in one message", async () => {
    const { columnsMax, columnsOfAllMax } = MASKING_LIMITS;
    const columns = Array.from({ length: columnsMax }, (_, at) => ({
      ...{ schema: "s", table: "t", column: `c${at}`, kind: "email" as const },
    }));
    for (let sum = 0; sum < columnsOfAllMax; sum += columnsMax) await create({ columns });
    expect(await codeOf(create())).toBe("INPUT.INVALID");
    expect(await codeOf(create({ columns: [] }))).toBe("done");
    const unlimited = { ...form(), columns: [...columns, columns[0]] };
    expect(maskingRuleForm.safeParse(unlimited).success).toBe(false);
  });
});

describe("a change of a masking rule", () => {
  it("that does not say whether comparisons are refused is refused itself", () => {
    const { comparisons, ...rule } = form({ comparisons: "refuse" });
    const change = { id: "msk_1", version: 1, rule };
    expect(maskingRuleChange.safeParse(change).success).toBe(false);
    const said = { ...change, rule: { ...rule, comparisons } };
    expect(maskingRuleChange.safeParse(said).success).toBe(true);
  });
});

describe("what admins do with masking rules", () => {
  it("is in the audit trail with before and after", async () => {
    const { id, name } = await addedMaskingRule(rig, ada, { detectors: { email: "on" } });
    const rule = form({ name, detectors: { email: "off" } });
    await updateMaskingRule(rig.deps, ada, { id, version: 1, rule });
    await switchMaskingRule(rig.deps, ada, { id, version: 2, enabled: false });
    await deleteMaskingRule(rig.deps, ada, id);
    expect(await auditOf(name)).toMatchObject([
      { event: "maskingRule.created", after: { detectors: ["email: on"] } },
      {
        event: "maskingRule.updated",
        before: { detectors: ["email: on"], columns: ["hr.people.salary_note: ssn"] },
        after: { detectors: ["email: off"] },
      },
      { event: "maskingRule.updated", before: { enabled: true }, after: { enabled: false } },
      { event: "maskingRule.deleted", before: { enabled: false } },
    ]);
  });

  it("puts them into an order, which is refused when one came meanwhile", async () => {
    const [one, two] = [await create({ name: "one" }), await create({ name: "two" })];
    await reorderMaskingRules(rig.deps, ada, { ids: [two, one] });
    expect(await names()).toEqual(["two", "one"]);
    expect((await inForce("any")).maskedBy.map(({ name }) => name)).toEqual(["two", "one"]);
    await create({ name: "three" });
    const late = reorderMaskingRules(rig.deps, ada, { ids: [one, two] });
    expect(await codeOf(late)).toBe("MASKING.CHANGED");
    const [line] = (await auditOf("masking rules")).slice(-1);
    expect(line).toMatchObject({
      before: { order: ["one", "two"] },
      after: { order: ["two", "one"] },
    });
  });

  it("closes the gap that a deleted one leaves", async () => {
    const first = await create();
    const second = await create();
    await deleteMaskingRule(rig.deps, ada, first);
    expect((await getMaskingRule(rig.deps, second)).priority).toBe(1);
    expect(await codeOf(getMaskingRule(rig.deps, first))).toBe("ACCESS.NOT_FOUND");
  });
});
