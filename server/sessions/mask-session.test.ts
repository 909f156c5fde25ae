import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import { stampOf } from "@/protocol/stamp";
import { CAPABILITIES } from "@/protocol/version";
import { addedMaskingRule, maskingRuleAsWritten } from "@/testing/masking-rule-rig";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import { ScriptedAgent } from "@/testing/scripted-agent";
import { deleteMaskingRule } from "../masking/delete-masking-rule";
import { listMaskingRules } from "../masking/list-masking-rules";
import { switchMaskingRule, updateMaskingRule } from "../masking/update-masking-rule";
import { getSession } from "./get-session";
import { presentSessionDetail } from "./present";

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

const maskedBy = async (id: string) =>
  presentSessionDetail(await getSession(rig.deps, on.admin.actor, id)).maskedBy;

/** Runs a read as ben, who is in `support`; answers what the agent was told and the session's id. */
async function told(connection: string) {
  const running = await on.page.run(connection, "select a from t", kindReader());
  const session = await on.agent.session();
  session.end();
  await running.ended;
  return { ...session.open.policy.masking, sessionId: session.open.sessionId };
}

describe("a session", () => {
  it("is masked with what is on out of the box, and says that no rule had a say", async () => {
    const { name } = await rig.connection();
    const { sessionId, ...masking } = await told(name);
    expect(masking).toEqual(DEFAULT_MASKING_RULES);
    expect(await maskedBy(sessionId)).toEqual([]);
  });

  it("is masked with the rules about its connection, and says which", async () => {
    const { name: connection } = await rig.connection();
    const scope = { connections: [connection], tags: [] };
    const { id, name } = await addedMaskingRule(rig, on.admin, { scope });
    const { sessionId, columns } = await told(connection);
    expect(columns[0]).toMatchObject({ schema: "hr", table: "people", column: "salary_note" });
    await expect.poll(() => maskedBy(sessionId)).toEqual([{ id, name, isExempt: false }]);
    const elsewhere = await told((await rig.connection()).name);
    expect(elsewhere.columns).toEqual(DEFAULT_MASKING_RULES.columns);
  });

  it("of an exempt group is not masked by the rule, and says so", async () => {
    const { name: connection } = await rig.connection();
    const { id, name } = await addedMaskingRule(rig, on.admin, { exemptGroups: ["support"] });
    const { sessionId, columns } = await told(connection);
    expect(columns).toEqual(DEFAULT_MASKING_RULES.columns);
    await expect.poll(() => maskedBy(sessionId)).toEqual([{ id, name, isExempt: true }]);
  });

  it("tells the agent whose columns may not be compared", async () => {
    const { name: connection } = await rig.connection();
    await addedMaskingRule(rig, on.admin, { comparisons: "refuse" });
    const [column, ...others] = (await told(connection)).columns;
    expect(column).toMatchObject({ column: "salary_note", comparisons: "refuse" });
    expect(others).toEqual(DEFAULT_MASKING_RULES.columns);
  });

  it("has the rules of its start: a change is for the next command", async () => {
    const { name: connection } = await rig.connection();
    const { id, name } = await addedMaskingRule(rig, on.admin);
    expect((await told(connection)).detectors).toContain("phone");
    const rule = maskingRuleAsWritten({ name, detectors: { phone: "off" } });
    await updateMaskingRule(rig.deps, on.admin, { id, version: 1, rule });
    expect((await told(connection)).detectors).not.toContain("phone");
    await switchMaskingRule(rig.deps, on.admin, { id, version: 2, enabled: false });
    const { sessionId: _session, ...masking } = await told(connection);
    expect(masking).toEqual(DEFAULT_MASKING_RULES);
  });

  it("ends when a frame was masked with what is on out of the box instead of its rules", async () => {
    const { name: connection } = await rig.connection();
    await addedMaskingRule(rig, on.admin);
    const running = await on.page.run(connection, "select a from t", kindReader());
    const session = await on.agent.session();
    session.row("as the old rules left it", { stamp: stampOf(DEFAULT_MASKING_RULES) });
    expect(await running.ended).toMatchObject({
      end: { state: "failed", code: "MASKING.FAILED" },
    });
  });
});

describe("a held command", () => {
  it("is masked by the rules of its run, and its session says those", async () => {
    const { name: connection } = await rig.connection();
    await on.rule({ connection });
    const before = await addedMaskingRule(rig, on.admin);
    const { sessionId, requestId } = await on.held(connection);
    await expect.poll(() => maskedBy(sessionId)).toMatchObject([{ name: before.name }]);
    await deleteMaskingRule(rig.deps, on.admin, before.id);
    const after = await addedMaskingRule(rig, on.admin, { detectors: { ip: "off" } });
    await on.approve(await rig.person("dba"), requestId);
    const running = on.page.runApproved(requestId, kindReader());
    const session = await on.agent.session();
    expect(session.open.policy.masking.detectors).not.toContain("ip");
    session.end();
    await (await running).ended;
    expect(await maskedBy(sessionId)).toMatchObject([{ name: after.name }]);
  });
});

describe("masking rules that cannot be read", () => {
  it("let nothing run", async () => {
    const { name: connection } = await rig.connection();
    const { knownMaskingRules } = rig.deps;
    const list = knownMaskingRules.list.bind(knownMaskingRules);
    knownMaskingRules.list = () => Promise.reject(new Error("broken on purpose"));
    try {
      const before = on.agent.sessions.size;
      const statement = "select a from t";
      expect(await codeOf(on.page.submit({ connection, statement }))).toBe("INTERNAL.BUG");
      expect(on.agent.sessions.size).toBe(before);
    } finally {
      knownMaskingRules.list = list;
    }
  });
});

describe("an agent that knows only placeholders", () => {
  it("gets no command whose rules say that something else stands there", async () => {
    const capabilities = CAPABILITIES.filter((one) => one !== "replacements");
    const old = new ScriptedAgent(rig.url, rig.agentKey, { capabilities });
    expect(await old.connected()).toBeNull();
    const { name: connection } = await rig.connection();
    await addedMaskingRule(rig, on.admin, { replacements: { ssn: "partial" } });
    const { sessionId } = await on.page.submit({ connection, statement: "select 1" });
    const codeNow = async () =>
      presentSessionDetail(await getSession(rig.deps, on.admin.actor, sessionId)).code;
    await expect.poll(codeNow).toBe("AGENT.TOO_OLD");
    expect(old.sessions.size).toBe(0);
    old.close();
  });
});
