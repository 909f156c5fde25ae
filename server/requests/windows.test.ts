import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import { endSessionsOfClosedGrants } from "../sessions/end-granted-sessions";
import { getSession } from "../sessions/get-session";
import { askWindow } from "./ask-window";
import { cancelRequest, revokeRequest } from "./end-request";
import { expireRequests } from "./expire-requests";

let rig: PipelineRig;
let on: RequestRig;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

const JIT = { kind: "jit", commands: "all" } as const;

async function ask(connection: string, durationSeconds = 3_600) {
  const wish = { connection, durationSeconds, reason: "look", refersToId: null };
  return await askWindow(rig.deps, on.ben, { ...wish, breakGlass: false });
}

async function openWindow() {
  const { connection, ruleId } = await on.guarded(JIT);
  const { id } = await ask(connection);
  const dba = await rig.person("dba");
  await on.approve(dba, id);
  return { connection, ruleId, id, dba };
}

async function runIn(connection: string, statement = "select 1") {
  const asked = on.page.run(connection, statement, kindReader());
  const session = await on.agent.session();
  return { session, ...(await asked) };
}

async function blocked(connection: string, page = on.page): Promise<string | null> {
  const { sessionId } = await page.submit({ connection, statement: "select 1" });
  const see = async () => (await getSession(rig.deps, on.admin.actor, sessionId)).session;
  await expect.poll(async () => (await see()).state).toBe("blocked");
  return (await see()).code;
}

describe("a window", () => {
  it("is needed before anything runs, and then everything runs in it", async () => {
    const { connection } = await on.guarded(JIT);
    expect(await blocked(connection)).toBe("REQUEST.WINDOW_NEEDED");
    const { id, state } = await ask(connection);
    expect(state).toBe("pending");
    expect(await blocked(connection)).toBe("REQUEST.WINDOW_NEEDED");
    const approved = await on.approve(await rig.person("dba"), id);
    expect(approved.endsAt?.getTime()).toBe((approved.approvedAt?.getTime() ?? 0) + 3_600_000);
    for (const statement of ["select 1", "delete from t"]) {
      const { session, ended } = await runIn(connection, statement);
      session.end();
      expect(await ended).toMatchObject({ end: { state: "done" } });
    }
    expect(await on.state(id)).toBe("approved");
  });

  it("opens the connection to nobody else and to no other connection", async () => {
    const { connection } = await openWindow();
    const other = await rig.page(await rig.person("support"));
    expect(await blocked(connection, other)).toBe("REQUEST.WINDOW_NEEDED");
    const { connection: second } = await on.guarded(JIT);
    expect(await blocked(second)).toBe("REQUEST.WINDOW_NEEDED");
  });

  it("ends at its time, also for what was opened late in it", async () => {
    const { connection, id } = await openWindow();
    const { session, ended } = await runIn(connection, "select pg_sleep(900)");
    await on.sql((client) =>
      client.query(`UPDATE access_request SET "endsAt" = now() WHERE id = $1`, [id]),
    );
    await endSessionsOfClosedGrants(rig.deps);
    expect(await session.cancelled()).toMatchObject({ code: "REQUEST.REVOKED" });
    session.end({ state: "ended", code: "REQUEST.REVOKED", because: "cut" });
    await ended;
    await expireRequests(rig.deps);
    expect(await on.state(id)).toBe("executed");
    expect(await blocked(connection)).toBe("REQUEST.WINDOW_NEEDED");
  });

  it("that is revoked cuts what runs in it, within a second", async () => {
    const { connection, id, dba } = await openWindow();
    const { session } = await runIn(connection, "select pg_sleep(900)");
    await revokeRequest(rig.deps, dba, { id, reason: "enough" });
    await endSessionsOfClosedGrants(rig.deps);
    await session.cancelled();
    session.end({ state: "ended" });
    expect(await blocked(connection)).toBe("REQUEST.WINDOW_NEEDED");
  });

  it("can be given back early", async () => {
    const { connection, id } = await openWindow();
    await cancelRequest(rig.deps, on.ben, id);
    expect(await blocked(connection)).toBe("REQUEST.WINDOW_NEEDED");
  });

  it("is no window any more once its rule was changed: what is asked now was not granted", async () => {
    const { connection, ruleId } = await openWindow();
    await on.sql((client) =>
      client.query("UPDATE access_rule SET version = version + 1 WHERE id = $1", [ruleId]),
    );
    rig.deps.knownRules.forget();
    expect(await blocked(connection)).toBe("REQUEST.WINDOW_NEEDED");
  });

  it("does not approve a command that another rule holds", async () => {
    const { connection } = await openWindow();
    await on.rule({ connection, commands: "writes" });
    const { requestId } = await on.page.submit({ connection, statement: "delete from t" });
    expect(requestId).not.toBeNull();
  });

  it("is not longer than its rules let, and not asked for where none is needed", async () => {
    const { connection } = await on.guarded(JIT);
    expect(await codeOf(ask(connection, 8_000))).toBe("INPUT.INVALID");
    expect(await codeOf(ask(on.shop))).toBe("REQUEST.NOT_ALLOWED");
    const stranger = await rig.person("sales");
    const wish = { connection, durationSeconds: 600, reason: "", refersToId: null };
    const asked = askWindow(rig.deps, stranger, { ...wish, breakGlass: false });
    expect(await codeOf(asked)).toBe("ACCESS.NOT_FOUND");
  });
});
