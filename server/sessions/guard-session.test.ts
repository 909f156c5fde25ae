import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeFrame } from "@/protocol/frame";
import { addedGuardrail, guardrailAsWritten } from "@/testing/guardrail-rig";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import type { GuardrailForm } from "../guardrails/form";
import { updateGuardrail } from "../guardrails/update-guardrail";
import { acceptProposal, modifyRequest } from "../requests/modify-request";
import { getSession } from "./get-session";
import { presentSessionDetail } from "./present";
import { submitStatement } from "./submit-statement";

let rig: PipelineRig;
let on: RequestRig;
beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

/** A connection with a guardrail of its own: by default it blocks writes of every row. */
async function guarded(change: Partial<GuardrailForm> = {}) {
  const { name: connection } = await rig.connection();
  const scope = { connections: [connection], tags: [] };
  return { connection, ...(await addedGuardrail(rig, on.admin, { scope, ...change })) };
}

async function detail(id: string) {
  return presentSessionDetail(await getSession(rig.deps, on.admin.actor, id));
}

async function told(id: string): Promise<string[]> {
  const { session } = await getSession(rig.deps, on.admin.actor, id);
  const found: string[] = [];
  for await (const { frame } of rig.deps.recordings.read(session.recording?.path ?? "", 0)) {
    const { kind, payload } = decodeFrame(frame);
    const text = new TextDecoder().decode(payload);
    found.push(kind === "event" ? `${JSON.parse(text).event}` : kind);
  }
  return found;
}

const WRITE = "update t set a = 1";

describe("a command that a guardrail blocks", () => {
  it("reaches no agent and is a session that names the rule", async () => {
    const { connection, name } = await guarded({ message: "Which rows?" });
    const { sessionId } = await on.page.submit({ connection, statement: WRITE });
    const because = `Guardrail “${name}”: Which rows? It has no WHERE: it would meet every row.`;
    await expect
      .poll(() => detail(sessionId))
      .toMatchObject({
        ...{ state: "blocked", code: "GUARDRAIL.BLOCKED", because },
        guardrails: {
          ...{ outcome: "block", leftOut: 0 },
          rules: [
            {
              ...{ name, action: "block", message: "Which rows?", start: 0, end: WRITE.length },
              reasons: ["It has no WHERE: it would meet every row."],
            },
          ],
        },
      });
    expect(on.agent.sessions.has(sessionId)).toBe(false);
    expect(await told(sessionId)).toEqual(["input", "end"]);
  });

  it("is blocked for admins too", async () => {
    const { connection } = await guarded();
    const { sessionId } = await submitStatement(rig.deps, on.admin, {
      ...{ connection, statement: WRITE },
    });
    await expect.poll(async () => (await detail(sessionId)).state).toBe("blocked");
  });

  it("is blocked when nobody can read it, whatever the rule would do", async () => {
    const { connection } = await guarded({ action: "warn" });
    const { sessionId } = await on.page.submit({ connection, statement: "not SQL at all" });
    await expect.poll(async () => (await detail(sessionId)).code).toBe("GUARDRAIL.BLOCKED");
    expect(on.agent.sessions.has(sessionId)).toBe(false);
  });

  it("is another matter elsewhere", async () => {
    await guarded();
    const running = on.page.run(on.shop, WRITE, kindReader());
    const session = await on.agent.session();
    session.end();
    expect(await (await running).ended).toMatchObject({ end: { state: "done" } });
    expect((await detail((await running).sessionId)).guardrails).toBeNull();
  });

  it("is blocked by a change at once", async () => {
    const { connection, id } = await guarded({ criteria: [{ kind: "unparsed" }] });
    const running = on.page.run(connection, WRITE, kindReader());
    (await on.agent.session()).end();
    await (await running).ended;
    const scope = { connections: [connection], tags: [] };
    const guardrail = guardrailAsWritten({ scope });
    await updateGuardrail(rig.deps, on.admin, { id, version: 1, guardrail });
    const { sessionId } = await on.page.submit({ connection, statement: WRITE });
    await expect.poll(async () => (await detail(sessionId)).state).toBe("blocked");
  });
});

describe("a command that a guardrail warns of", () => {
  it("runs; the person is told before its result, and the session keeps it", async () => {
    const { connection, name } = await guarded({ action: "warn" });
    const seen = kindReader();
    const running = on.page.run(connection, WRITE, seen);
    const session = await on.agent.session();
    session.send("complete", { tag: "UPDATE 1", rows: 0, affected: 1 });
    session.end();
    const { sessionId, ended } = await running;
    expect(await ended).toMatchObject({ end: { state: "done" } });
    expect(seen.kinds).toEqual(["input", "event", "complete", "end"]);
    expect(await told(sessionId)).toEqual(["input", "warned", "complete", "end"]);
    expect((await detail(sessionId)).guardrails).toMatchObject({
      ...{ outcome: "warn", rules: [{ name, action: "warn" }] },
    });
  });
});

describe("a command that a guardrail sends to be approved", () => {
  const asks = { action: "require-approval" } as const;

  it("is refused where no access rule takes it: nobody could approve", async () => {
    const { connection, name } = await guarded(asks);
    const { sessionId, requestId } = await on.page.submit({ connection, statement: WRITE });
    expect(requestId).toBeNull();
    await expect
      .poll(() => detail(sessionId))
      .toMatchObject({
        ...{ state: "blocked", code: "GUARDRAIL.UNAPPROVABLE" },
        because: expect.stringContaining(`“${name}”`),
      });
    expect(on.agent.sessions.has(sessionId)).toBe(false);
  });

  it("is refused in a window too: that approves no single command", async () => {
    const { connection } = await guarded(asks);
    await on.rule({
      connection,
      kind: "jit",
      commands: "all",
      needs: "groups",
      needsGroups: ["x"],
    });
    const { sessionId } = await on.page.submit({ connection, statement: WRITE });
    await expect.poll(async () => (await detail(sessionId)).code).toBe("GUARDRAIL.UNAPPROVABLE");
  });

  it("is held by the rule for what guardrails send, and runs once approved", async () => {
    const { connection, name } = await guarded(asks);
    await on.rule({ connection, commands: "guardrail" });
    const { sessionId, requestId } = await on.held(connection, WRITE);
    expect((await detail(sessionId)).guardrails).toMatchObject({ rules: [{ name }] });
    expect(on.agent.sessions.has(sessionId)).toBe(false);
    await on.approve(await rig.person("dba"), requestId);
    const running = on.page.runApproved(requestId, kindReader());
    const session = await on.agent.session();
    expect(session.open.statement).toBe(WRITE);
    session.end();
    await (await running).ended;
    await expect.poll(() => on.state(requestId)).toBe("executed");
  });

  it("is not held when the guardrail does not mean it", async () => {
    const { connection } = await guarded(asks);
    await on.rule({ connection, commands: "guardrail" });
    const running = on.page.run(connection, `${WRITE} where id = 1`, kindReader());
    (await on.agent.session()).end();
    expect(await (await running).ended).toMatchObject({ end: { state: "done" } });
  });

  it("asks its rule anew when an approver edits another command into one that it means", async () => {
    const { connection } = await guarded(asks);
    await on.rule({ connection, commands: "writes", approves: ["dba"] });
    const guardrailRule = await on.rule({ connection, commands: "guardrail", approves: ["leads"] });
    const { requestId } = await on.held(connection, `${WRITE} where id = 1`);
    const dba = await rig.person("dba");
    await modifyRequest(rig.deps, dba, { id: requestId, revision: 1, command: WRITE });
    await acceptProposal(rig.deps, on.ben, { id: requestId, revision: 2 });
    const { request } = await on.see(requestId);
    expect(request.demands.map(({ ruleId }) => ruleId)).toContain(guardrailRule);
    expect(request.state).toBe("pending");
  });

  it("is void when a guardrail came to mean it after it was approved", async () => {
    const { connection, id } = await guarded({ criteria: [{ kind: "unparsed" }], ...asks });
    await on.rule({ connection, commands: "writes", approves: ["dba"] });
    await on.rule({ connection, commands: "guardrail", approves: ["leads"] });
    const { requestId } = await on.held(connection, WRITE);
    await on.approve(await rig.person("dba"), requestId);
    const scope = { connections: [connection], tags: [] };
    const guardrail = guardrailAsWritten({ scope, ...asks });
    await updateGuardrail(rig.deps, on.admin, { id, version: 1, guardrail });
    expect(await codeOf(on.page.runApproved(requestId, kindReader()))).toBe("REQUEST.VOID");
    expect(await on.state(requestId)).toBe("void");
  });

  it("is blocked at its run when a guardrail came to block it after it was approved", async () => {
    const { connection, id } = await guarded({ criteria: [{ kind: "unparsed" }] });
    await on.rule({ connection, commands: "writes", approves: ["dba"] });
    const { requestId, sessionId } = await on.held(connection, WRITE);
    await on.approve(await rig.person("dba"), requestId);
    const scope = { connections: [connection], tags: [] };
    const guardrail = guardrailAsWritten({ scope });
    await updateGuardrail(rig.deps, on.admin, { id, version: 1, guardrail });
    const { ended } = await on.page.runApproved(requestId, kindReader());
    expect(await ended).toMatchObject({ end: { state: "blocked", code: "GUARDRAIL.BLOCKED" } });
    expect(on.agent.sessions.has(sessionId)).toBe(false);
    await expect.poll(() => on.state(requestId)).toBe("failed");
  });
});

describe("guardrails that cannot be asked", () => {
  it("let nothing through", async () => {
    const { connection } = await guarded();
    const { knownGuardrails } = rig.deps;
    const list = knownGuardrails.list.bind(knownGuardrails);
    knownGuardrails.list = () => Promise.reject(new Error("broken on purpose"));
    try {
      const { sessionId } = await on.page.submit({ connection, statement: "select 1" });
      await expect.poll(async () => (await detail(sessionId)).code).toBe("GUARDRAIL.FAILED");
      expect(on.agent.sessions.has(sessionId)).toBe(false);
    } finally {
      knownGuardrails.list = list;
    }
  });
});

describe("what an agent is told", () => {
  it("are the guardrails of the connection, when it can decide by them", async () => {
    const { connection, id, name } = await guarded({ action: "warn" });
    const running = on.page.run(connection, WRITE, kindReader());
    const session = await on.agent.session();
    expect(session.open.policy.guardrails).toMatchObject([
      { id, name, action: "warn", criteria: [{ kind: "every-row" }] },
    ]);
    session.end();
    await (await running).ended;
    const elsewhere = on.page.run(on.shop, WRITE, kindReader());
    const other = await on.agent.session();
    expect(other.open.policy.guardrails).toBeUndefined();
    other.end();
    await (await elsewhere).ended;
  });
});
