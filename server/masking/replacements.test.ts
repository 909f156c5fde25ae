import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fingerprintOf } from "@/protocol/masking-key";
import { addedMaskingRule, maskingRuleAsWritten } from "@/testing/masking-rule-rig";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { kindReader } from "@/testing/run-on-rig";
import { maskingRuleChange, maskingRuleForm } from "./form";
import { getMaskingRule } from "./list-masking-rules";
import { maskingKey } from "./masking-key";
import { presentMaskingRuleDetail } from "./present";
import { previewMasking } from "./preview-masking";

let rig: PipelineRig;
let on: RequestRig;
beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

async function opened(connection: string) {
  const running = await on.page.run(connection, "select a from t", kindReader());
  const session = await on.agent.session();
  session.end();
  await running.ended;
  return session.open;
}

async function ruled(replacements: Parameters<typeof maskingRuleAsWritten>[0]) {
  const { name: connection } = await rig.connection();
  const scope = { connections: [connection], tags: [] };
  const rule = await addedMaskingRule(rig, on.admin, { scope, ...replacements });
  return { connection, ...rule };
}

describe("the key of replacements", () => {
  it("is made at first need, by two at once the same, and is a box in the store", async () => {
    const keys = await Promise.all([maskingKey(rig.deps), maskingKey(rig.deps)]);
    expect(keys[0]).toBe(keys[1]);
    expect(await maskingKey(rig.deps)).toBe(keys[0]);
    expect(Buffer.from(keys[0], "base64")).toHaveLength(32);
    const rows = await rig.deps.db.read.setting.findMany();
    expect(rows.map(({ key }) => key)).toContain("masking.key");
    expect(JSON.stringify(rows)).not.toContain(keys[0]);
  });

  it("goes sealed to the agent of a command that needs it, and to no other", async () => {
    const key = await maskingKey(rig.deps);
    const { connection } = await ruled({ replacements: { email: "hash", ssn: "partial" } });
    const open = await opened(connection);
    expect(open.policy.masking).toMatchObject({
      replacements: { email: "hash", ssn: "partial" },
      keyFingerprint: fingerprintOf(key),
    });
    expect(open.maskingKey).toMatch(/^[A-Za-z0-9+/=]{100,}$/);
    expect(JSON.stringify(open)).not.toContain(key);
    const part = await opened((await ruled({ replacements: { ssn: "partial" } })).connection);
    expect(part.policy.masking.replacements).toEqual({ ssn: "partial" });
    expect([part.maskingKey, part.policy.masking.keyFingerprint]).toEqual([undefined, undefined]);
    const plain = await opened((await rig.connection()).name);
    expect([plain.maskingKey, plain.policy.masking.replacements]).toEqual([undefined, undefined]);
  });
});

describe("what a rule says of replacements", () => {
  it("is kept, and every change says it again", async () => {
    const { id } = await ruled({ replacements: { ssn: "partial", jwt: "hash" } });
    const kept = presentMaskingRuleDetail(await getMaskingRule(rig.deps, id));
    expect(kept.replacements).toEqual({ ssn: "partial", jwt: "hash" });
    const { replacements, ...rule } = maskingRuleAsWritten();
    const change = { id, version: 1, rule };
    expect(maskingRuleChange.safeParse(change).success).toBe(false);
    const said = { ...change, rule: { ...rule, replacements } };
    expect(maskingRuleChange.safeParse(said).success).toBe(true);
  });

  it.each([{ jwt: "partial" }, { pem: "fake" }, { cpf: "fake" }, { email: "gone" }])(
    "is refused where it cannot be done: %j",
    (replacements) => {
      const form = { ...maskingRuleAsWritten(), replacements };
      expect(maskingRuleForm.safeParse(form).success).toBe(false);
    },
  );
});

describe("the preview of replacements", () => {
  const SAMPLE = "salary_note,remark\n528-91-7734,ask eve@example.com\n";
  const rows = async (how: "partial" | "hash" | "fake" | "null") => {
    const preview = {
      ...{ id: null, connection: null, groups: [], schema: "hr", table: "people" },
      rule: maskingRuleAsWritten({ replacements: { ssn: how, email: how } }),
    };
    return (await previewMasking(rig.deps, { ...preview, sample: SAMPLE })).sample.rows;
  };

  it("shows parts, and NULL for a whole cell", async () => {
    expect(await rows("partial")).toEqual([["***-**-7734", "ask ***@example.com"]]);
    expect(await rows("null")).toEqual([[null, "ask [EMAIL]"]]);
  });

  it("has hashes and fakes of no session, and of no other preview", async () => {
    const [one, two] = [await rows("hash"), await rows("hash")];
    expect(one[0]?.[0]).toMatch(/^\[SSN:[b-t]{20}\]$/);
    expect(two).not.toEqual(one);
    expect((await rows("fake"))[0]?.[1]).toMatch(/^ask [a-z]{3}@[a-z]{8}\.example$/);
  });
});
