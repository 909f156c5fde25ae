import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAPABILITIES } from "@/protocol/version";
import { addedGuardrail } from "@/testing/guardrail-rig";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { kindReader } from "@/testing/run-on-rig";
import { ScriptedAgent } from "@/testing/scripted-agent";
import { getSession } from "./get-session";
import { presentSessionDetail } from "./present";

let rig: PipelineRig;
let on: RequestRig;
beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

const READ = "select * from board";
const PEOPLE = { kind: "relations" as const, names: ["pii.people"], access: "any" as const };

/** A connection with a guardrail on a relation of its own. */
async function guarded(): Promise<string> {
  const { name: connection } = await rig.connection();
  const scope = { connections: [connection], tags: [] };
  await addedGuardrail(rig, on.admin, { scope, criteria: [PEOPLE] });
  return connection;
}

describe("what an agent is told", () => {
  it("says of a command that it was approved, and of no other", async () => {
    const connection = await guarded();
    const running = on.page.run(connection, READ, kindReader());
    const session = await on.agent.session();
    expect(session.open.approved).toBeUndefined();
    session.end();
    await (await running).ended;
    await on.rule({ connection, commands: "all" });
    const { requestId } = await on.held(connection, READ);
    await on.approve(await rig.person("dba"), requestId);
    const again = on.page.runApproved(requestId, kindReader());
    const approved = await on.agent.session();
    expect(approved.open.approved).toBe(true);
    approved.end();
    await (await again).ended;
  });

  it("is a warning that it may send before the result", async () => {
    const connection = await guarded();
    const seen = kindReader();
    const running = on.page.run(connection, READ, seen);
    const session = await on.agent.session();
    session.send("event", { event: "warned", because: "It touches board." });
    session.end();
    expect(await (await running).ended).toMatchObject({ end: { state: "done" } });
    expect(seen.kinds).toEqual(["input", "event", "end"]);
  });
});

describe("an agent that asks no target about guardrails", () => {
  it("gets no command that names a relation where a rule is about one", async () => {
    const capabilities = CAPABILITIES.filter((one) => one !== "guardrails-at-target");
    const old = new ScriptedAgent(rig.url, rig.agentKey, { capabilities });
    expect(await old.connected()).toBeNull();
    const connection = await guarded();
    const { sessionId } = await on.page.submit({ connection, statement: READ });
    await expect
      .poll(async () => {
        const found = await getSession(rig.deps, on.admin.actor, sessionId);
        return presentSessionDetail(found).code;
      })
      .toBe("AGENT.TOO_OLD");
    const running = on.page.run(connection, "select 1", kindReader());
    (await old.session()).end();
    expect(await (await running).ended).toMatchObject({ end: { state: "done" } });
    old.close();
  });
});
