import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeFrame } from "@/protocol/frame";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import { endHeldSessions } from "../sessions/end-held-sessions";
import { getSession } from "../sessions/get-session";
import { cancelRequest } from "./end-request";

let rig: PipelineRig;
let on: RequestRig;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

async function session(id: string) {
  return (await getSession(rig.deps, on.admin.actor, id)).session;
}

async function kinds(id: string): Promise<string[]> {
  const { recording } = await session(id);
  const found: string[] = [];
  for await (const { frame } of rig.deps.recordings.read(recording?.path ?? "", 0)) {
    found.push(decodeFrame(frame).kind);
  }
  return found;
}

describe("a command that a rule holds", () => {
  it("is recorded and reaches nobody before it is approved", async () => {
    const { connection } = await on.guarded();
    const { sessionId, requestId } = await on.held(connection);
    expect(await session(sessionId)).toMatchObject({ state: "held", endedAt: null });
    expect(await kinds(sessionId)).toEqual(["input", "event"]);
    expect(await on.state(requestId)).toBe("pending");
    expect(on.agent.sessions.has(sessionId)).toBe(false);
    expect(await codeOf(on.page.runApproved(requestId, kindReader()))).toBe("REQUEST.CHANGED");
    expect(on.agent.sessions.has(sessionId)).toBe(false);
  });

  it("runs once it is approved, in the session that held it, and never again", async () => {
    const { connection } = await on.guarded();
    const { sessionId, requestId } = await on.held(connection, "update t set a = 2");
    const dba = await rig.person("dba");
    expect((await on.approve(dba, requestId)).state).toBe("approved");
    const seen = kindReader();
    const [running, agents] = await Promise.all([
      on.page.runApproved(requestId, seen),
      on.agent.session(),
    ]);
    expect(running.sessionId).toBe(sessionId);
    expect(agents.open).toMatchObject({ sessionId, statement: "update t set a = 2" });
    expect(await on.state(requestId)).toBe("running");
    agents.send("complete", { tag: "UPDATE 1", rows: 0, affected: 1 });
    agents.end();
    expect(await running.ended).toMatchObject({ kind: "over", end: { state: "done" } });
    expect(seen.kinds).toEqual(["input", "event", "event", "complete", "end"]);
    expect(await kinds(sessionId)).toEqual(seen.kinds);
    const { recording } = await session(sessionId);
    const check = await rig.deps.recordings.verify(recording?.path ?? "");
    expect(check).toMatchObject({ damage: null, head: recording?.head });
    await expect.poll(() => on.state(requestId)).toBe("executed");
    expect(await codeOf(on.page.runApproved(requestId, kindReader()))).toBe("REQUEST.CHANGED");
  });

  it("is run by two clicks at once one time", async () => {
    const { connection } = await on.guarded();
    const { sessionId, requestId } = await on.held(connection);
    await on.approve(await rig.person("dba"), requestId);
    const other = await rig.page(on.ben);
    const both = Promise.all([
      codeOf(on.page.runApproved(requestId, kindReader())),
      codeOf(other.runApproved(requestId, kindReader())),
    ]);
    const agents = await on.agent.session();
    expect((await both).sort()).toEqual(["REQUEST.CHANGED", "nothing"]);
    expect([...on.agent.sessions.keys()].filter((id) => id === sessionId)).toHaveLength(1);
    agents.end();
    await expect.poll(() => on.state(requestId)).toBe("executed");
  });

  it("cannot be run by somebody else, not even by an admin or who approved it", async () => {
    const { connection } = await on.guarded();
    const { requestId } = await on.held(connection);
    const dba = await rig.person("dba", "support");
    await on.approve(dba, requestId);
    for (const person of [dba, on.admin, await rig.person("support")]) {
      const page = await rig.page(person);
      expect(await codeOf(page.runApproved(requestId, kindReader()))).toBe("REQUEST.NOT_FOUND");
    }
    expect(await on.state(requestId)).toBe("approved");
  });

  it("goes on when a plain read is not concerned, without a request", async () => {
    const { connection } = await on.guarded();
    const asked = on.page.submit({ connection, statement: "select 1" });
    const agents = await on.agent.session();
    agents.end();
    expect(await asked).toMatchObject({ requestId: null });
    await expect.poll(async () => (await session(agents.open.sessionId)).state).toBe("done");
  });

  it("closes its session when it is withdrawn, and says so in the recording", async () => {
    const { connection } = await on.guarded();
    const { sessionId, requestId } = await on.held(connection);
    await cancelRequest(rig.deps, on.ben, requestId);
    await endHeldSessions(rig.deps);
    expect(await session(sessionId)).toMatchObject({
      ...{ state: "cancelled", code: "REQUEST.CANCELLED" },
      recording: { records: 3 },
    });
    expect(await kinds(sessionId)).toEqual(["input", "event", "end"]);
  });

  it("without the reason that a rule asks for is blocked and asks nobody", async () => {
    const { connection } = await on.guarded({ reasonRequired: true });
    const { requestId, sessionId } = await on.page.submit({
      ...{ connection, statement: "delete from t", reason: " " },
    });
    expect(requestId).toBeNull();
    await expect
      .poll(async () => await session(sessionId))
      .toMatchObject({ state: "blocked", code: "REQUEST.REASON_NEEDED" });
  });
});

describe("a row ceiling", () => {
  it("is part of what is approved and reaches the agent with the command", async () => {
    const { connection } = await on.guarded();
    const wish = { connection, statement: "delete from t where a = 1", affectedRowsMax: 5 };
    const { requestId } = await on.page.submit(wish);
    await on.approve(await rig.person("dba"), requestId ?? "");
    const running = on.page.runApproved(requestId ?? "", kindReader());
    const agents = await on.agent.session();
    expect(agents.open.limits).toMatchObject({ affectedRowsMax: 5, rowsMax: 1_000 });
    agents.end({ state: "failed", code: "LIMIT.AFFECTED", because: "6 rows were changed" });
    await (await running).ended;
    await expect.poll(() => on.state(requestId ?? "")).toBe("failed");
  });

  it("cannot be changed behind the approvers' backs", async () => {
    const { connection } = await on.guarded();
    const wish = { connection, statement: "delete from t where a = 1", affectedRowsMax: 5 };
    const { requestId } = await on.page.submit(wish);
    await on.approve(await rig.person("dba"), requestId ?? "");
    await on.sql((client) =>
      client.query(`UPDATE access_request SET "affectedRowsMax" = 5000 WHERE id = $1`, [requestId]),
    );
    const run = on.page.runApproved(requestId ?? "", kindReader());
    expect(await codeOf(run)).toBe("REQUEST.VOID");
  });
});

describe("an admin's own request", () => {
  it("approves itself where the rule lets it, is recorded as such, and runs at once", async () => {
    const { connection } = await on.guarded();
    const page = await rig.page(on.admin);
    const asked = page.submit({ connection, statement: "update t set a = 3" });
    const agents = await on.agent.session();
    agents.end();
    const { sessionId, requestId } = await asked;
    expect(requestId).toBeNull();
    await expect.poll(async () => (await session(sessionId)).state).toBe("done");
    const [row] = await rig.deps.db.direct<{ id: string; state: string; because: string }>`
      SELECT id, state, because FROM access_request WHERE "sessionId" = ${sessionId}`;
    expect(row?.because).toContain("by the requester's own role");
    await expect.poll(() => on.state(row?.id ?? "")).toBe("executed");
  });
});

describe("breaking the glass", () => {
  it("runs at once for those whom every rule lets, flagged, with a reason", async () => {
    const { connection } = await on.guarded({ breakGlass: ["oncall"] });
    const oncall = await rig.person("support", "oncall");
    const page = await rig.page(oncall);
    const wish = { connection, statement: "delete from t", breakGlass: true };
    const asked = page.submit({ ...wish, reason: "the shop is down" });
    const agents = await on.agent.session();
    agents.end();
    const { sessionId } = await asked;
    const [row] = await rig.deps.db.direct<{ id: string; forced: boolean }>`
      SELECT id, forced FROM access_request WHERE "sessionId" = ${sessionId}`;
    expect(row?.forced).toBe(true);
    await expect.poll(() => on.state(row?.id ?? "")).toBe("executed");
  });

  it("is refused to everyone else, and nothing runs", async () => {
    const { connection } = await on.guarded({ breakGlass: ["oncall"] });
    const wish = { connection, statement: "delete from t", breakGlass: true, reason: "hurry" };
    const { sessionId, requestId } = await on.page.submit(wish);
    expect(requestId).toBeNull();
    await expect
      .poll(async () => await session(sessionId))
      .toMatchObject({ state: "blocked", code: "REQUEST.NOT_ALLOWED" });
    expect(on.agent.sessions.has(sessionId)).toBe(false);
  });
});
