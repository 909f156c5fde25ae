import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { rowsOfEffect } from "@/domain/statements/effect";
import type { ColumnsPayload } from "@/protocol/payloads";
import { CAPABILITIES } from "@/protocol/version";
import { addedMaskingRule } from "@/testing/masking-rule-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import { ScriptedAgent, type ScriptedSession } from "@/testing/scripted-agent";
import { deleteMaskingRule } from "../masking/delete-masking-rule";
import { getSession } from "../sessions/get-session";
import { recheckRights } from "../sessions/recheck-rights";
import { latestPreview } from "./latest-preview";
import { presentPreview } from "./present";
import { runPreview } from "./run-preview";

let rig: PipelineRig;
let on: RequestRig;
let dba: Person;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
  dba = await rig.person("dba");
});
afterAll(() => rig.close());

async function held(previewAllowed = true, statement = "update t set a = 1") {
  const { name: connection } = await rig.connection({ previewAllowed });
  await on.rule({ connection });
  return await on.held(connection, statement);
}

const run = (person: Person, id: string, revision = 1) =>
  runPreview(rig.deps, person, { id, revision });
const latest = async (person: Person, id: string) =>
  presentPreview(await latestPreview(rig.deps, person.actor, id));

const bytes = (value: string | number | null) =>
  value === null ? null : new TextEncoder().encode(String(value));
const columns = (masked: "scan" | "ssn", ...names: string[]): ColumnsPayload => ({
  columns: names.map((name) => ({ name, type: "text", typeId: 25, origin: null, masked })),
});

/** What a real agent sends of a preview. */
function answer(session: ScriptedSession): void {
  const effect = rowsOfEffect({
    ...{ affected: 1, changed: 3, cost: 8.5, estimated: 2, sample: "before-and-after" },
    ...{ triggers: [{ name: "notes on t", calls: 1 }], sequences: ["public.s"] },
  });
  session.send("columns", columns("scan", "fact", "object", "amount"));
  for (const cells of effect) session.send("rows", encodeRow(cells.map(bytes)));
  session.send("complete", { tag: "PREVIEW", rows: effect.length, affected: 1 });
  session.send("columns", columns("ssn", "ssn", "ssn"), { result: 1 });
  session.send("rows", encodeRow(["[SSN]", "[SSN]"].map(bytes)), { result: 1 });
  session.send("complete", { tag: "SAMPLE", rows: 1, affected: 1 }, { result: 1 });
  session.end();
}

async function previewed(person: Person, requestId: string): Promise<ScriptedSession> {
  const running = run(person, requestId);
  const session = await on.agent.session();
  answer(session);
  await running;
  return session;
}

describe("an effect preview", () => {
  it("reaches the agent as what is only previewed, with a target that says read-only", async () => {
    const { requestId } = await held();
    const { open } = await previewed(dba, requestId);
    expect(open).toMatchObject({ preview: true, statement: "update t set a = 1" });
    expect(open.target.readOnly).toBe(true);
    expect(open.limits).toMatchObject({ durationSecondsMax: 20 });
  });

  it("is masked as for somebody whom no rule exempts: others are shown its rows too", async () => {
    const { id, name } = await addedMaskingRule(rig, on.admin, { exemptGroups: ["dba"] });
    const { requestId } = await held();
    const { open } = await previewed(dba, requestId);
    await deleteMaskingRule(rig.deps, on.admin, id);
    expect(dba.actor.groups).toContain("dba");
    expect(open.policy.masking.columns[0]).toMatchObject({ column: "salary_note" });
    const { maskedBy } = await getSession(rig.deps, on.admin.actor, open.sessionId);
    expect(maskedBy).toMatchObject([{ name, isExempt: false }]);
  });

  it("is a recorded session of who asked, and leaves the request as it was", async () => {
    const { requestId, sessionId } = await held();
    const { open } = await previewed(dba, requestId);
    expect(open.sessionId).not.toBe(sessionId);
    const { session } = await getSession(rig.deps, on.admin.actor, open.sessionId);
    expect(session).toMatchObject({ verb: "preview", state: "done", ownerId: dba.actor.userId });
    const check = await rig.deps.recordings.verify(session.recording?.path ?? "");
    expect(check).toMatchObject({ damage: null, head: session.recording?.head });
    expect(await on.state(requestId)).toBe("pending");
    const [line] = await rig.deps.db.direct<{ event: string }>`
      SELECT event FROM audit_event WHERE subject = ${requestId} AND event = 'request.previewed'`;
    expect(line?.event).toBe("request.previewed");
  });

  it("does not use up an approval: what was approved still runs, once", async () => {
    const { requestId, sessionId } = await held();
    await on.approve(dba, requestId);
    await previewed(dba, requestId);
    const running = on.page.runApproved(requestId, kindReader());
    const session = await on.agent.session();
    expect(session.open).toMatchObject({ sessionId, statement: "update t set a = 1" });
    expect(session.open.preview).toBeUndefined();
    session.end();
    await running;
    await expect.poll(() => on.state(requestId)).toBe("executed");
    expect(await codeOf(run(dba, requestId))).toBe("REQUEST.CHANGED");
  });

  it("shows its numbers to all who see the request, its rows to who asked for it", async () => {
    const { requestId } = await held();
    expect(await latest(dba, requestId)).toBeNull();
    await previewed(dba, requestId);
    const effect = { affected: 1, changed: 3, triggers: [{ name: "notes on t", calls: 1 }] };
    expect(await latest(dba, requestId)).toMatchObject({
      ...{ isOwn: true, by: dba.actor.name, revision: 1, isRunning: false, refusal: null, effect },
      sample: {
        columns: [
          { name: "ssn", isMasked: true },
          { name: "ssn", isMasked: true },
        ],
        rows: [["[SSN]", "[SSN]"]],
      },
    });
    const other = await rig.person("dba");
    for (const person of [other, on.ben]) {
      const seen = await latest(person, requestId);
      expect(seen).toMatchObject({ isOwn: false, effect, sample: null, sessionId: null });
    }
    expect(await latest(on.admin, requestId)).toMatchObject({
      sample: { rows: [["[SSN]", "[SSN]"]] },
    });
  });

  it("is for who decides and admins; who asked runs nothing, for others there is no such request", async () => {
    const { requestId } = await held();
    for (const person of [on.admin, dba]) await previewed(person, requestId);
    const stranger = await rig.person("support");
    const auditor = await rig.person("auditor");
    const before = on.agent.sessions.size;
    expect(await codeOf(run(on.ben, requestId))).toBe("REQUEST.NOT_ALLOWED");
    expect(await codeOf(run(stranger, requestId))).toBe("REQUEST.NOT_FOUND");
    expect(await codeOf(run(auditor, requestId))).toBe("REQUEST.NOT_ALLOWED");
    expect(await codeOf(latest(stranger, requestId))).toBe("REQUEST.NOT_FOUND");
    expect(on.agent.sessions.size).toBe(before);
  });

  it("goes on for an approver without access to the connection when rights are looked at", async () => {
    const { requestId } = await held();
    const approver = await rig.person("dba");
    const running = run(approver, requestId);
    const session = await on.agent.session();
    await recheckRights(rig.deps);
    answer(session);
    await running;
    expect(await latest(approver, requestId)).toMatchObject({ refusal: null });
    expect(session.cancels).toEqual([]);
  });

  it("is of the text that was looked at", async () => {
    const { requestId } = await held();
    expect(await codeOf(run(dba, requestId, 2))).toBe("REQUEST.CHANGED");
  });

  it("runs one at a time, and only so often", async () => {
    const { requestId } = await held();
    const running = run(dba, requestId);
    const session = await on.agent.session();
    expect(await codeOf(run(on.admin, requestId))).toBe("PREVIEW.BUSY");
    answer(session);
    await running;
    for (let more = 1; more < 6; more += 1) await previewed(dba, requestId);
    expect(await codeOf(run(dba, requestId))).toBe("PREVIEW.BUSY");
  });
});

describe("an effect preview that is not to be", () => {
  const refused = async (requestId: string) => {
    await run(dba, requestId);
    return (await latest(dba, requestId))?.refusal;
  };

  it("is blocked, recorded, where the connection does not allow it", async () => {
    const { requestId } = await held(false);
    const before = on.agent.sessions.size;
    const refusal = await refused(requestId);
    expect(refusal).toMatchObject({ code: "PREVIEW.REFUSED" });
    expect(refusal?.because).toContain("off for this connection");
    expect(on.agent.sessions.size).toBe(before);
  });

  it.each([
    "drop table t",
    "update t set a = 1; commit",
    "update t set a = setval('s', 1)",
    "copy t to program 'cat'",
  ])("is blocked for what a rollback may not undo, unsent: %s", async (statement) => {
    const { requestId } = await held(true, statement);
    const before = on.agent.sessions.size;
    expect(await refused(requestId)).toMatchObject({ code: "PREVIEW.REFUSED" });
    expect(on.agent.sessions.size).toBe(before);
  });

  it("whose agent died says so, leaves the request as it was, and the next one runs", async () => {
    const { requestId } = await held();
    const running = run(dba, requestId);
    const lost = await on.agent.session();
    on.agent.sessions.clear();
    on.agent.cut();
    await on.agent.disconnected();
    await on.agent.reconnect();
    await running;
    expect((await latest(dba, requestId))?.refusal).toMatchObject({ code: "AGENT.LOST" });
    const { session } = await getSession(rig.deps, on.admin.actor, lost.open.sessionId);
    expect(session.state).toBe("ended");
    expect(await on.state(requestId)).toBe("pending");
    await previewed(dba, requestId);
    expect((await latest(dba, requestId))?.refusal).toBeNull();
  });

  it("is refused of an agent that cannot do it", async () => {
    const { requestId } = await held();
    const capabilities = CAPABILITIES.filter((one) => one !== "preview");
    const old = new ScriptedAgent(rig.url, rig.agentKey, { capabilities });
    await old.connected();
    expect(await refused(requestId)).toMatchObject({ code: "AGENT.TOO_OLD" });
    expect(old.sessions.size).toBe(0);
    old.close();
  });
});
