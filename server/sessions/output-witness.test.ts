import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeFrame } from "@/protocol/frame";
import { CAPABILITIES } from "@/protocol/version";
import { addedGuardrail } from "@/testing/guardrail-rig";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { kindReader } from "@/testing/run-on-rig";
import { ScriptedAgent } from "@/testing/scripted-agent";
import type { GuardrailForm } from "../guardrails/form";
import { getSession } from "./get-session";
import { presentSessionDetail } from "./present";

let rig: PipelineRig;
let on: RequestRig;
beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

const WORD = "falcon";
const CRITERION = { kind: "result-words" as const, words: [WORD], ignoreCase: true };

async function started(action: GuardrailForm["action"]) {
  const { name: connection } = await rig.connection();
  const scope = { connections: [connection], tags: [] };
  const guardrail = await addedGuardrail(rig, on.admin, { scope, action, criteria: [CRITERION] });
  const seen = kindReader();
  const running = on.page.run(connection, "select 'falcon'", seen);
  return { guardrail, running, seen, session: await on.agent.session() };
}

async function detail(id: string) {
  return presentSessionDetail(await getSession(rig.deps, on.admin.actor, id));
}

async function recorded(id: string): Promise<string> {
  const { session } = await getSession(rig.deps, on.admin.actor, id);
  let text = "";
  for await (const { frame } of rig.deps.recordings.read(session.recording?.path ?? "", 0)) {
    const { kind, payload } = decodeFrame(frame);
    if (kind !== "input") text += new TextDecoder().decode(payload);
  }
  return text;
}

describe("a guardrail on results", () => {
  it("is told to the agent apart from those on statements, and stops no statement", async () => {
    const { session, running, guardrail } = await started("redact");
    const { name, id } = guardrail;
    expect(session.open.policy.outputRules).toEqual([
      { id, name, action: "redact", message: "", criterion: CRITERION },
    ]);
    expect(session.open.policy.guardrails).toEqual([]);
    session.row("nothing");
    session.end({ guarded: [{ ruleId: id, rule: name, action: "redact", count: 3 }] });
    const { sessionId, ended } = await running;
    expect(await ended).toMatchObject({ end: { state: "done" } });
    expect(await detail(sessionId)).toMatchObject({
      guardrails: null,
      outputGuarded: [{ ruleId: id, rule: name, action: "redact", count: 3 }],
    });
  });

  it.each(["redact", "block"] as const)(
    "to %s: what an agent leaves in is neither recorded nor delivered, and ends the session",
    async (action) => {
      const { session, running, seen } = await started(action);
      session.row("clean");
      session.row("a FALCON flies");
      session.row("after it");
      const { sessionId, ended } = await running;
      expect(await ended).toMatchObject({ end: { state: "failed", code: "GUARDRAIL.BLOCKED" } });
      expect(seen.kinds).toEqual(["input", "rows", "end"]);
      const text = await recorded(sessionId);
      expect(text).toContain("clean");
      expect(text).not.toContain("FALCON");
      expect(text).not.toContain("after it");
    },
  );

  it("is held against names, notices and failures too", async () => {
    const hint = { severity: "NOTICE", code: "00000", message: "x", detail: null, hint: WORD };
    const failure = { code: "22P02", message: WORD, detail: null, hint: null, position: null };
    const column = { name: WORD, type: "text", typeId: 25, origin: null, masked: "scan" };
    for (const [kind, payload] of [
      ["notice", hint],
      ["failure", failure],
      ["columns", { columns: [column] }],
      ["complete", { tag: WORD, rows: 0, affected: null }],
    ] as const) {
      const { session, running } = await started("redact");
      session.send(kind, payload);
      const { sessionId, ended } = await running;
      expect(await ended).toMatchObject({ end: { code: "GUARDRAIL.BLOCKED" } });
      expect(await recorded(sessionId)).not.toContain(WORD);
    }
  });
});

describe("an agent that knows no guardrails on results", () => {
  it("gets nothing to run where one is in force", async () => {
    const capabilities = CAPABILITIES.filter((one) => one !== "output-guardrails");
    const old = new ScriptedAgent(rig.url, rig.agentKey, { capabilities });
    expect(await old.connected()).toBeNull();
    const { name: connection } = await rig.connection();
    const scope = { connections: [connection], tags: [] };
    await addedGuardrail(rig, on.admin, { scope, action: "block", criteria: [CRITERION] });
    const { sessionId } = await on.page.submit({ connection, statement: "select 1" });
    await expect.poll(async () => (await detail(sessionId)).code).toBe("AGENT.TOO_OLD");
    expect(old.sessions.size).toBe(0);
    old.close();
  });
});
