import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addedGuardrail, guardrailAsWritten } from "@/testing/guardrail-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { addedRule, refusalIn } from "@/testing/rule-rig";
import { checkCommand } from "./check-command";
import type { GuardrailForm } from "./form";
import { listGuardrails } from "./list-guardrails";
import { presentCheck } from "./present";
import { previewGuardrail } from "./preview-guardrail";

let rig: PipelineRig;
let ada: Person;
let ben: Person;
let shop: string;
let blocks: { readonly id: string; readonly name: string };
beforeAll(async () => {
  rig = await pipelineRig();
  [ada, ben] = [await rig.person("admin"), await rig.person("support")];
  await rig.person("dba");
  ({ name: shop } = await rig.connection({ tags: { env: "prod" } }));
  const scope = { connections: [shop], tags: [] };
  blocks = await addedGuardrail(rig, ada, { scope, message: "Which rows?" });
});
afterAll(() => rig.close());

const check = async (statement: string, connection = shop, by = ben) =>
  presentCheck(await checkCommand(rig.deps, by.actor, { connection, statement }));

describe("what somebody is about to run", () => {
  it("is told where, why, what the rule says and what would be let through", async () => {
    const text = "select 1;\nupdate t set a = 1";
    const { outcome, reasons, canBeApproved } = await check(text);
    expect({ outcome, canBeApproved }).toEqual({ outcome: "block", canBeApproved: null });
    expect(reasons).toMatchObject([
      {
        ...{ rule: blocks.name, message: "Which rows?", statement: 1 },
        sentence: "It has no WHERE: it would meet every row.",
        instead: "Add a WHERE that says which rows are meant.",
      },
    ]);
    expect(text.slice(reasons[0]?.start, reasons[0]?.end)).toBe("update t set a = 1");
    expect((await check("update t set a = 1 where id = 2")).outcome).toBe("allow");
  });

  it("is told what says most of each rule: not that it is a write, but that it is not alone", async () => {
    const { name } = await rig.connection();
    const scope = { connections: [name], tags: [] };
    await addedGuardrail(rig, ada, {
      scope,
      criteria: [{ kind: "statement-kinds", kinds: ["write"] }, { kind: "several-statements" }],
    });
    const { reasons } = await check("select 1; update t set a = 1 where id = 2", name);
    expect(reasons.map(({ because, isTelling }) => [because, isTelling])).toEqual([
      ["kind-is-named", false],
      ["one-of-several", true],
    ]);
  });

  it("is told which rules ask the target first", async () => {
    const { name } = await rig.connection();
    const scope = { connections: [name], tags: [] };
    const criteria: GuardrailForm["criteria"] = [{ kind: "plan-cost", costMax: 10 }];
    const { name: rule } = await addedGuardrail(rig, ada, { scope, criteria });
    expect(await check("select * from t", name)).toMatchObject({
      ...{ outcome: "allow", leftToTarget: [rule] },
    });
    expect((await check("begin", name)).leftToTarget).toEqual([]);
    expect((await check("select * from t")).leftToTarget).toEqual([]);
  });

  it("is told to admins alike", async () =>
    expect((await check("delete from t", shop, ada)).outcome).toBe("block"));

  it("is of no connection that they may not use", async () => {
    const { name: hidden } = await rig.connection({ accessGroups: ["others"] });
    const { name: native } = await rig.connection({ modes: ["native"] });
    for (const connection of [hidden, native, "nobody-knows"]) {
      expect(await refusalIn(check("select 1", connection))).toMatchObject({
        code: "ACCESS.NOT_FOUND",
      });
    }
  });

  it("is told whether anybody could approve it", async () => {
    const { name } = await rig.connection();
    const scope = { connections: [name], tags: [] };
    await addedGuardrail(rig, ada, { scope, action: "require-approval" });
    expect(await check("delete from t", name)).toMatchObject({
      ...{ outcome: "require-approval", canBeApproved: false },
    });
    await addedRule(rig, ada, { scope, commands: "guardrail" });
    expect((await check("delete from t", name)).canBeApproved).toBe(true);
  });
});

describe("a guardrail that is being written", () => {
  const statements = ["delete from t", "drop table t", "select 1"];
  const outcomes = async (preview: Parameters<typeof previewGuardrail>[1]) =>
    (await previewGuardrail(rig.deps, preview)).statements.map(({ current, edited }) => [
      ...[current.outcome, edited.outcome],
    ]);

  it("is shown beside those in force, as it is and as it would be; nothing is kept", async () => {
    const before = await listGuardrails(rig.deps);
    const guardrail = guardrailAsWritten({
      ...{ action: "warn", criteria: [{ kind: "statement-kinds", kinds: ["schema"] }] },
    });
    expect(await outcomes({ id: null, guardrail, connection: shop, statements })).toEqual([
      ["block", "block"],
      ["allow", "warn"],
      ["allow", "allow"],
    ]);
    expect(await outcomes({ id: blocks.id, guardrail, connection: shop, statements })).toEqual([
      ["block", "allow"],
      ["allow", "warn"],
      ["allow", "allow"],
    ]);
    expect(await listGuardrails(rig.deps)).toEqual(before);
  });

  it("changes nothing where it is not in force", async () => {
    const guardrail = guardrailAsWritten({ scope: { connections: [], tags: ["env=dev"] } });
    const off = guardrailAsWritten({ enabled: false });
    const { name: connection } = await rig.connection();
    for (const draft of [guardrail, off]) {
      const preview = { id: null, guardrail: draft, connection, statements: ["delete from t"] };
      expect(await outcomes(preview)).toEqual([["allow", "allow"]]);
    }
  });

  it("is told what is wrong with it", async () => {
    const guardrail = { ...guardrailAsWritten(), name: "", criteria: [] };
    const preview = { id: null, guardrail, connection: null, statements: [] };
    expect((await previewGuardrail(rig.deps, preview)).faults).toMatchObject([
      { at: "criteria", because: "It says nothing about a statement." },
    ]);
  });
});
