import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComparisonBudget } from "@/domain/masking/masking-for";
import { type TestDeps, testDeps } from "@/testing/deps";
import { addedMaskingRule } from "@/testing/masking-rule-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { codeOf } from "@/testing/run-on-rig";
import { deleteMaskingRule } from "./delete-masking-rule";
import { listUses } from "./list-uses";
import { takeFromBudgets } from "./take-from-budgets";

let rig: PipelineRig;
let admin: Person;
let ben: Person;
/** Another gateway on the same store. */
let other: TestDeps;
beforeAll(async () => {
  rig = await pipelineRig();
  admin = await rig.person("admin");
  ben = await rig.person("support");
  other = testDeps({ db: rig.deps.db });
});
afterAll(async () => {
  other.dispose();
  await rig.close();
});

async function budget(perDay: number): Promise<ComparisonBudget> {
  const wish = { comparisons: "count", comparisonsPerDay: perDay } as const;
  const { id: ruleId, name: rule } = await addedMaskingRule(rig, admin, wish);
  return { ruleId, rule, perDay };
}

const at = (deps: TestDeps, instant: string) => ({ ...deps, now: () => new Date(instant) });
const take = (deps: TestDeps, budgets: readonly ComparisonBudget[], who: Person = ben) =>
  takeFromBudgets(deps, who.actor.userId, {
    ...{ rules: new Set(budgets.map(({ rule }) => rule)), budgets },
  });
const used = async (deps: TestDeps, { ruleId }: ComparisonBudget) =>
  (await listUses(deps, ruleId)).uses.map((one) => one.used);

describe("what a person has left of a rule", () => {
  it("is taken once each, however many commands of whichever gateway want it at once", async () => {
    const five = await budget(5);
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        codeOf(take(index % 2 === 0 ? rig.deps : other, [five])),
      ),
    );
    expect(codes.filter((code) => code === "nothing")).toHaveLength(5);
    expect(codes.filter((code) => code === "MASKING.SPENT")).toHaveLength(15);
    expect(await used(other, five)).toEqual([5]);
  });

  it("is their own, and of this rule", async () => {
    const [one, two] = [await budget(1), await budget(1)];
    await take(rig.deps, [one]);
    expect(await codeOf(take(rig.deps, [one]))).toBe("MASKING.SPENT");
    expect(await codeOf(take(rig.deps, [two]))).toBe("nothing");
    expect(await codeOf(take(rig.deps, [one], admin))).toBe("nothing");
  });

  it("is not taken of one rule when another has none left", async () => {
    const [one, two] = [await budget(1), await budget(5)];
    await take(rig.deps, [one]);
    expect(await codeOf(take(rig.deps, [two, one]))).toBe("MASKING.SPENT");
    expect(await used(rig.deps, two)).toEqual([]);
  });

  it("comes back at midnight UTC, and a clock that is behind does not bring it back", async () => {
    const one = await budget(1);
    await take(at(rig.deps, "2030-05-01T23:59:59.900Z"), [one]);
    const spent = take(at(rig.deps, "2030-05-01T23:59:59.999Z"), [one]);
    await expect(spent).rejects.toThrow("from 2030-05-02 00:00 UTC");
    await take(at(rig.deps, "2030-05-02T00:00:00.000Z"), [one]);
    const behind = at(other, "2030-05-01T23:59:59.999Z");
    expect(await codeOf(take(behind, [one]))).toBe("MASKING.SPENT");
    const next = at(rig.deps, "2030-05-02T00:00:00.001Z");
    expect(await codeOf(take(next, [one]))).toBe("MASKING.SPENT");
  });

  it("is shown by person, of today only", async () => {
    const one = await budget(3);
    const today = at(rig.deps, "2031-01-01T10:00:00Z");
    await take(today, [one]);
    await take(today, [one]);
    await take(today, [one], admin);
    const { uses, day } = await listUses(today, one.ruleId);
    expect(day).toBe("2031-01-01");
    expect(uses).toMatchObject([
      { userId: ben.actor.userId, name: ben.actor.name, used: 2 },
      { userId: admin.actor.userId, used: 1 },
    ]);
    expect((await listUses(at(rig.deps, "2031-01-02T00:00:00Z"), one.ruleId)).uses).toEqual([]);
  });

  it("is nothing once its rule is gone, and nobody is let through by it", async () => {
    const one = await budget(3);
    await take(rig.deps, [one]);
    await deleteMaskingRule(rig.deps, admin, one.ruleId);
    expect(await codeOf(take(rig.deps, [one]))).not.toBe("nothing");
  });

  it("is nothing where nobody gave a number", async () => {
    const none = { ...(await budget(1)), perDay: 0 };
    expect(await codeOf(take(rig.deps, [none]))).toBe("MASKING.SPENT");
  });
});
