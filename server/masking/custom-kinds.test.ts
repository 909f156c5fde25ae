import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomKindDefinition } from "@/domain/masking/custom/custom-kind";
import { sameStamp, stampOf } from "@/protocol/stamp";
import { CAPABILITIES } from "@/protocol/version";
import { addedMaskingRule, maskingRuleAsWritten } from "@/testing/masking-rule-rig";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { refusalIn } from "@/testing/rule-rig";
import { kindReader } from "@/testing/run-on-rig";
import { ScriptedAgent } from "@/testing/scripted-agent";
import { requireSession } from "../sessions/get-session";
import { deleteMaskingRule } from "./delete-masking-rule";
import { type MaskingRuleForm, maskingRuleForm } from "./form";
import { getMaskingRule, listMaskingRules } from "./list-masking-rules";
import { previewMasking } from "./preview-masking";
import { switchMaskingRule, updateMaskingRule } from "./update-masking-rule";

let rig: PipelineRig;
let on: RequestRig;
beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());
beforeEach(async () => {
  for (const { id } of await listMaskingRules(rig.deps)) {
    await deleteMaskingRule(rig.deps, on.admin, id);
  }
});

const BADGE: CustomKindDefinition = {
  ...{ name: "employee-no", patterns: ["E-[0-9]{6}"], words: [], context: [], ignoreCase: false },
  replacement: "redact",
};
const badge = (change: Partial<CustomKindDefinition> = {}) => ({ ...BADGE, ...change });
const column = { schema: "*", table: "*", column: "badge", kind: "custom:employee-no" } as const;
const refused = async (change: Partial<MaskingRuleForm>) =>
  (await refusalIn(addedMaskingRule(rig, on.admin, change))) ?? "saved";
const asked = (scope: MaskingRuleForm["scope"]) => {
  return { scope, kinds: [badge()], columns: [column] };
};

async function opened(connection: string) {
  const running = await on.page.run(connection, "select a from t", kindReader());
  const session = await on.agent.session();
  session.end({
    masked: [{ result: 0, column: "badge", kind: "custom:employee-no", count: 3 }],
  });
  await running.ended;
  return session.open;
}

describe("a kind that a rule defines", () => {
  it("goes to the agent, is in the stamp, and is counted in the session by its name", async () => {
    const { name: connection } = await rig.connection();
    await addedMaskingRule(rig, on.admin, asked({ connections: [connection], tags: [] }));
    const { sessionId, policy } = await opened(connection);
    expect(policy.masking.custom).toEqual([BADGE]);
    expect(policy.masking.columns[0]).toEqual(column);
    const { custom: _, ...without } = policy.masking;
    expect(sameStamp(stampOf(policy.masking), stampOf(without))).toBe(false);
    const changed = { ...without, custom: [badge({ context: ["no"] })] };
    expect(sameStamp(stampOf(policy.masking), stampOf(changed))).toBe(false);
    const detail = () => requireSession(rig.deps, on.admin.actor, sessionId);
    await expect.poll(async () => (await detail()).masked).toEqual({ "custom:employee-no": 3 });
    expect((await detail()).maskedColumns).toMatchObject([{ kind: "custom:employee-no" }]);
    const elsewhere = await opened((await rig.connection()).name);
    expect(elsewhere.policy.masking.custom).toBeUndefined();
  });

  it("is kept as it was written, said each time, and left out of what is switched off", async () => {
    const rule = await addedMaskingRule(rig, on.admin, asked({ connections: [], tags: [] }));
    const kept = await getMaskingRule(rig.deps, rule.id);
    expect(kept).toMatchObject({ kinds: [BADGE], columns: [column], examples: [] });
    const { kinds: _, ...unsaid } = maskingRuleAsWritten();
    expect(maskingRuleForm.safeParse(unsaid).success).toBe(true);
    const { version } = kept;
    await switchMaskingRule(rig.deps, on.admin, { id: rule.id, version, enabled: false });
    const { name } = await rig.connection();
    expect((await opened(name)).policy.masking.custom).toBeUndefined();
  });

  it("is not sent to an agent that would not look for it", async () => {
    const capabilities = CAPABILITIES.filter((one) => one !== "custom-kinds");
    const old = new ScriptedAgent(rig.url, rig.agentKey, { capabilities });
    expect(await old.connected()).toBeNull();
    const { name: connection } = await rig.connection();
    await addedMaskingRule(rig, on.admin, { kinds: [badge()] });
    const { sessionId } = await on.page.submit({ connection, statement: "select 1" });
    const codeNow = async () => (await requireSession(rig.deps, on.admin.actor, sessionId)).code;
    await expect.poll(codeNow).toBe("AGENT.TOO_OLD");
    expect(old.sessions.size).toBe(0);
    old.close();
  });
});

describe("a rule is not saved", () => {
  it.each<[string, Partial<MaskingRuleForm>]>([
    ["with a pattern that would backtrack", { kinds: [badge({ patterns: ["(a)\\1"] })] }],
    ["with a pattern that meets all", { kinds: [badge({ patterns: ["x*"] })] }],
    ["with a pattern that is too large", { kinds: [badge({ patterns: ["(a{1,100}){1,9}b"] })] }],
    ["with a kind that finds nothing", { kinds: [badge({ patterns: [] })] }],
    ["with a word of one character", { kinds: [badge({ words: ["x"] })] }],
    ["with the name of a built-in kind", { kinds: [badge({ name: "email" })] }],
    ["with a name that has a meaning", { kinds: [badge({ name: "scan" })] }],
    ["with one name twice", { kinds: [badge(), badge({ patterns: ["z"] })] }],
  ])("%s", async (_, change) =>
    expect(await refused(change)).toMatchObject({
      ...{ code: "INPUT.INVALID", because: expect.stringMatching(/kind/i) },
    }),
  );

  it("with a column that is shown as a kind of another rule, or of none", async () => {
    await addedMaskingRule(rig, on.admin, { kinds: [badge()] });
    const because = "The column badge is shown as a kind that this rule does not define.";
    expect(await refused({ columns: [column] })).toMatchObject({ because });
  });

  it("with a kind that another rule defines, or with more than all may have", async () => {
    const { name } = await addedMaskingRule(rig, on.admin, { kinds: [badge()] });
    expect(await refused({ kinds: [badge()] })).toMatchObject({
      because: `The masking rule ${name} defines a kind employee-no already.`,
    });
    const many = (prefix: string) =>
      Array.from({ length: 10 }, (_, index) => badge({ name: `${prefix}-${index}` }));
    await addedMaskingRule(rig, on.admin, { kinds: many("a") });
    expect(await refused({ kinds: many("b") })).toMatchObject({
      because: "All masking rules together define 21 kinds; 20 is the limit.",
    });
  });

  it("with a name that no schema takes", () => {
    for (const name of ["E", "Employee", "a b", "a]", "-a", "a-", "a".repeat(25), "a\n"]) {
      const form = { ...maskingRuleAsWritten(), kinds: [badge({ name })] };
      expect(maskingRuleForm.safeParse(form).success).toBe(false);
    }
  });
});

describe("examples of a rule", () => {
  const kinds = [badge()];
  const rule = { kinds, detectors: { ip: "off" } } as const;
  it("are kept with it, when it does what they say", async () => {
    const examples: MaskingRuleForm["examples"] = [
      { text: "see E-123456", expected: "custom:employee-no" },
      { text: "write to eve@example.com", expected: "email" },
      { text: "at 192.0.2.7, E-12", expected: null },
    ];
    const { id } = await addedMaskingRule(rig, on.admin, { ...rule, examples });
    expect((await getMaskingRule(rig.deps, id)).examples).toEqual(examples);
  });

  it.each<[MaskingRuleForm["examples"][number], string]>([
    [
      { text: "E-12", expected: "custom:employee-no" },
      "employee-no is expected, and nothing is found.",
    ],
    [{ text: "E-123456", expected: "email" }, "email is expected, and employee-no is found."],
    [{ text: "E-123456", expected: null }, "employee-no is found in it."],
    [{ text: "192.0.2.7", expected: "ip" }, "ip is expected, and nothing is found."],
  ])("refuse it otherwise, and say which: %j", async (example, fault) => {
    const good = { text: "E-123456", expected: "custom:employee-no" } as const;
    const examples = [good, example];
    expect(await refused({ ...rule, enabled: false, examples })).toMatchObject({
      ...{ code: "MASKING.EXAMPLES", because: `Example 2 fails: ${fault}` },
    });
  });

  it("refuse a change as well", async () => {
    const { id } = await addedMaskingRule(rig, on.admin, rule);
    const { version } = await getMaskingRule(rig.deps, id);
    const examples = [{ text: "E-123456", expected: null }];
    const changed = { id, version, rule: maskingRuleAsWritten({ ...rule, examples }) };
    expect(await refusalIn(updateMaskingRule(rig.deps, on.admin, changed))).toMatchObject({
      code: "MASKING.EXAMPLES",
    });
    expect((await getMaskingRule(rig.deps, id)).examples).toEqual([]);
  });
});

it("the preview shows custom kinds in cells, in numbers and in columns, with hashes of its own", async () => {
  const rows = async (replacement: CustomKindDefinition["replacement"]) => {
    const preview = {
      ...{ id: null, connection: null, groups: [], schema: "hr", table: "people" },
      sample: "badge,remark,mail\nx,see E-123456,eve@example.com\n",
      rule: maskingRuleAsWritten({ kinds: [badge({ replacement })], columns: [column] }),
    };
    return (await previewMasking(rig.deps, preview)).sample;
  };
  const redacted = await rows("redact");
  expect(redacted.rows).toEqual([["[EMPLOYEE-NO]", "see [EMPLOYEE-NO]", "[EMAIL]"]]);
  expect(redacted.columns[0]?.plan).toBe("custom:employee-no");
  expect((await rows("null")).rows[0]?.[0]).toBeNull();
  expect((await rows("hash")).rows[0]?.[1]).toMatch(/^see \[EMPLOYEE-NO:[b-t]{20}\]$/);
});
