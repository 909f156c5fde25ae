import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ComparedColumn } from "@/domain/masking/lineage/judge-comparing";
import { CAPABILITIES } from "@/protocol/version";
import { addedMaskingRule } from "@/testing/masking-rule-rig";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { kindReader } from "@/testing/run-on-rig";
import { ScriptedAgent } from "@/testing/scripted-agent";
import { deleteMaskingRule } from "../masking/delete-masking-rule";
import { listMaskingRules } from "../masking/list-masking-rules";
import { modifyRequest } from "../requests/modify-request";
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
  on.agent.answerJudge = { ok: true, compared: [] };
  for (const { id } of await listMaskingRules(rig.deps)) {
    await deleteMaskingRule(rig.deps, on.admin, id);
  }
});

const READ = "select id from people where salary_note > 'a'";
const NOTE = { schema: "hr", table: "people", column: "salary_note" } as const;
const BONUS = { ...NOTE, column: "bonus" } as const;

/** From here on the agent says that every statement compares these. */
function comparing(...columns: ComparedColumn[]): void {
  const compared = columns.map((column) => ({ ...column, rules: [...column.rules] }));
  on.agent.answerJudge = { ok: true, compared };
}

const detail = async (id: string) =>
  presentSessionDetail(await getSession(rig.deps, on.admin.actor, id));

async function blocked(connection: string, statement = READ) {
  const { sessionId, requestId } = await on.page.submit({ connection, statement });
  await expect.poll(async () => (await detail(sessionId)).state).toBe("blocked");
  expect(on.agent.sessions.has(sessionId)).toBe(false);
  expect(requestId).toBeNull();
  return await detail(sessionId);
}

async function ranThrough(connection: string, statement = READ) {
  const running = await on.page.run(connection, statement, kindReader());
  const session = await on.agent.session();
  session.end();
  await running.ended;
  return session.open;
}

describe("a rule that wants comparisons approved", () => {
  async function asked(commands: "guardrail" | "writes" = "guardrail") {
    const { connection } = await on.guarded({ commands });
    const { name } = await addedMaskingRule(rig, on.admin, { comparisons: "approve" });
    const column = { ...NOTE, comparisons: "approve", rules: [name] } as const;
    comparing(column);
    return { connection, name, column };
  }

  it("holds the statement for those who approve what guardrails send, and says why", async () => {
    const { connection, name, column } = await asked();
    const { sessionId, requestId } = await on.held(connection, READ);
    expect(on.agent.sessions.has(sessionId)).toBe(false);
    expect((await on.see(requestId)).request.riskReasons).toEqual([
      `Compares masked column hr.people.salary_note (masking rule “${name}”).`,
    ]);
    expect((await detail(sessionId)).compared).toEqual([column]);
  });

  it("lets it compare those columns once it is approved", async () => {
    const { connection } = await asked();
    const { requestId } = await on.held(connection, READ);
    await on.approve(await rig.person("dba"), requestId);
    const running = on.page.runApproved(requestId, kindReader());
    const session = await on.agent.session();
    expect(session.open).toMatchObject({ statement: READ, granted: [NOTE] });
    session.end();
    await (await running).ended;
    await expect.poll(() => on.state(requestId)).toBe("executed");
  });

  it("sends nothing when the same text compares another column by then", async () => {
    const { connection, column } = await asked();
    const { sessionId, requestId } = await on.held(connection, READ);
    await on.approve(await rig.person("dba"), requestId);
    comparing(column, { ...column, ...BONUS });
    await (await on.page.runApproved(requestId, kindReader())).ended;
    const session = await detail(sessionId);
    expect(session).toMatchObject({ state: "blocked", code: "MASKING.COMPARED" });
    expect(session.because).toContain("hr.people.bonus");
    expect(on.agent.sessions.has(sessionId)).toBe(false);
  });

  it("says it of an edited text too, which may compare nothing else", async () => {
    const { connection, name } = await asked();
    const { requestId } = await on.held(connection, READ);
    const command = `${READ} limit 1`;
    await modifyRequest(rig.deps, await rig.person("dba"), { id: requestId, revision: 1, command });
    const { request } = await on.see(requestId);
    expect(request.riskReasons[0]).toContain(name);
    expect(request.contract).toMatchObject({ command, compares: [{ ...NOTE, rules: [name] }] });
  });

  it("refuses it where no access rule takes it: nobody could approve", async () => {
    const { connection, name } = await asked("writes");
    const { code, because } = await blocked(connection);
    expect(code).toBe("MASKING.UNAPPROVABLE");
    expect(because).toContain(`(masking rule “${name}”)`);
    expect(because).toContain("no access rule");
  });

  it("leaves alone what compares nothing, and asks no agent where no rule has a price", async () => {
    const { connection } = await asked();
    comparing();
    expect((await ranThrough(connection)).granted).toBeUndefined();
    for (const { id } of await listMaskingRules(rig.deps)) {
      await deleteMaskingRule(rig.deps, on.admin, id);
    }
    const before = on.agent.judged.length;
    await ranThrough(connection);
    expect(on.agent.judged.length).toBe(before);
  });
});

describe("a rule that counts comparisons", () => {
  async function counted(comparisonsPerDay: number) {
    const { name: connection } = await rig.connection();
    const wish = { comparisons: "count", comparisonsPerDay } as const;
    const rule = await addedMaskingRule(rig, on.admin, wish);
    comparing({ ...NOTE, comparisons: "count", rules: [rule.name] });
    return { connection, ...rule };
  }

  it("lets so many of a person's commands through, tells them, and refuses the next", async () => {
    const { connection, name } = await counted(2);
    expect(await ranThrough(connection)).toMatchObject({ granted: [NOTE] });
    const { sessionId } = await ranThrough(connection);
    expect(await notes(sessionId)).toContain(
      `It compares masked columns: 2 of 2 today of masking rule “${name}”.`,
    );
    const { code, because, compared } = await blocked(connection);
    expect(code).toBe("MASKING.SPENT");
    expect(because).toMatch(
      new RegExp(
        `2 of 2 commands of yours .* “${name}” today; .* from \\d{4}-\\d\\d-\\d\\d 00:00 UTC`,
      ),
    );
    expect(compared).toEqual([{ ...NOTE, comparisons: "count", rules: [name] }]);
  });

  it("does not let two at once both take the last", async () => {
    const { connection } = await counted(1);
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await on.page.submit({ connection, statement: READ })).sessionId),
    );
    (await on.agent.session()).end();
    const states = async () =>
      (await Promise.all(ids.map(detail))).map(({ state }) => state).sort();
    await expect.poll(states).toEqual(["blocked", "blocked", "done"]);
  });

  it("does not count what is held, but its run", async () => {
    const { connection } = await counted(1);
    await on.rule({ connection, commands: "all" });
    const held = [await on.held(connection, READ), await on.held(connection, READ)];
    const dba = await rig.person("dba");
    const [first, second] = held.map(({ requestId }) => requestId);
    await on.approve(dba, first ?? "");
    await on.approve(dba, second ?? "");
    const running = on.page.runApproved(first ?? "", kindReader());
    const session = await on.agent.session();
    expect(session.open).toMatchObject({ granted: [NOTE] });
    session.end();
    await (await running).ended;
    await (await on.page.runApproved(second ?? "", kindReader())).ended;
    expect((await detail(held[1]?.sessionId ?? "")).code).toBe("MASKING.SPENT");
    await expect.poll(() => on.state(second ?? "")).toBe("failed");
  });
});

describe("an agent", () => {
  it("that cannot judge gets no command where comparisons have a price", async () => {
    const { name: connection } = await rig.connection();
    await addedMaskingRule(rig, on.admin, { comparisons: "count", comparisonsPerDay: 5 });
    const capabilities = CAPABILITIES.filter((one) => one !== "comparison-grants");
    const old = new ScriptedAgent(rig.url, rig.agentKey, { capabilities });
    await old.connected();
    const { sessionId } = await on.page.submit({ connection, statement: "select 1" });
    await expect.poll(async () => (await detail(sessionId)).code).toBe("AGENT.TOO_OLD");
    expect(old.judged).toEqual([]);
    expect(old.sessions.has(sessionId)).toBe(false);
    old.close();
    await old.disconnected();
    await expect.poll(async () => await on.agent.reconnect()).toBeNull();
  });

  it("that refuses, or does not say, gets nothing", async () => {
    const { name: connection } = await rig.connection();
    await addedMaskingRule(rig, on.admin, { comparisons: "count", comparisonsPerDay: 5 });
    on.agent.answerJudge = { ok: false, code: "MASKING.COMPARED", because: "Nobody can tell." };
    expect(await blocked(connection)).toMatchObject({ because: "Nobody can tell." });
    // A rule of another name than any that counts here.
    comparing({ ...NOTE, comparisons: "count", rules: ["made up"] });
    expect(await blocked(connection)).toMatchObject({ code: "MASKING.COMPARED" });
  });
});

async function notes(id: string): Promise<string> {
  const { session } = await getSession(rig.deps, on.admin.actor, id);
  const texts: string[] = [];
  for await (const { frame } of rig.deps.recordings.read(session.recording?.path ?? "", 0)) {
    texts.push(Buffer.from(frame).toString("utf8"));
  }
  return texts.join("\n");
}
