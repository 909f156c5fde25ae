import { statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeFrame } from "@/protocol/frame";
import { LINK_LIMITS } from "@/protocol/version";
import { auditTrail } from "@/testing/people";
import { type PipelineRig, pipelineRig, TARGET_PASSWORD } from "@/testing/pipeline-rig";
import { breakDisk, codeOf, kindReader, RigRunner } from "@/testing/run-on-rig";
import { sessionFilter } from "./filter";
import { getSession } from "./get-session";
import { listSessions } from "./list-sessions";
import { submitStatement } from "./submit-statement";

let rig: PipelineRig;
let on: RigRunner;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RigRunner.on(rig);
});
afterAll(() => rig.close());

const COLUMNS = {
  columns: [{ name: "a", type: "text", typeId: 25, origin: null, masked: "scan" }],
};

describe("a statement that runs", () => {
  it("is delivered, recorded and counted: what the page saw is what the recording holds", async () => {
    const { seen, session, sessionId, ended } = await on.run();
    session.send("columns", COLUMNS);
    session.row("one");
    session.row("[EMAIL]");
    session.send("complete", { tag: "SELECT 2", rows: 2, affected: null });
    session.end({ masked: [{ result: 0, column: "a", kind: "email", count: 1 }] });
    expect(await ended).toMatchObject({ kind: "over", records: 6, end: { state: "done" } });
    expect(seen.kinds).toEqual(["input", "columns", "rows", "rows", "complete", "end"]);
    expect(await on.kinds(sessionId)).toEqual(seen.kinds);
    const { session: row } = await getSession(rig.deps, on.ben.actor, sessionId);
    expect(row).toMatchObject({
      ...{ state: "done", rows: 2, maskedTotal: 1, masked: { email: 1 }, risk: "low" },
      recording: { records: 6, closedAt: row.endedAt },
    });
    const check = await rig.deps.recordings.verify(row.recording?.path ?? "");
    expect(check).toMatchObject({ damage: null, head: row.recording?.head });
  });

  it("reaches the agent with the password sealed to it, which no file and no row ever holds", async () => {
    const { session, sessionId, ended } = await on.run();
    expect(session.password).toBe(TARGET_PASSWORD);
    expect(JSON.stringify(session.open)).not.toContain(TARGET_PASSWORD);
    session.end();
    await ended;
    expect(JSON.stringify(await on.kinds(sessionId))).not.toContain(TARGET_PASSWORD);
  });

  it("is recorded before it reaches the agent", async () => {
    const { session, sessionId, ended } = await on.run("select 'first'");
    const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
    const file = `${day}/${sessionId}.ghr`;
    const kinds = [];
    for await (const { frame } of rig.deps.recordings.read(file, 0))
      kinds.push(decodeFrame(frame).kind);
    expect(kinds).toEqual(["input"]);
    session.end();
    await ended;
  });

  it("has its risk told from what the statement does", async () => {
    const { session, sessionId, ended } = await on.run("delete from customers");
    session.end();
    await ended;
    const { session: row } = await getSession(rig.deps, on.ben.actor, sessionId);
    expect(row).toMatchObject({
      risk: "high",
      riskReasons: ["Changes every row of a table.", "Changes rows."],
    });
  });

  it("goes on to its end when the page closes, and can be read afterwards", async () => {
    const other = await rig.page(on.ben);
    const asked = other.run(on.shop, "select 1", kindReader());
    const session = await on.agent.session();
    const { sessionId } = await asked;
    other.close();
    for (let index = 0; index < 3 * LINK_LIMITS.framesUnderWayMax; index += 1) {
      await session.credited(index + 1);
      session.row(`row ${index}`);
    }
    session.end();
    const seen = kindReader();
    const { ended } = await on.page.follow(sessionId, 5, seen);
    expect(await ended).toMatchObject({ kind: "over", records: 26 });
    expect(seen.kinds.length).toBe(21);
  });
});

describe("access", () => {
  it("denied answers exactly like a connection that does not exist, and leaves an audit event", async () => {
    const dan = await rig.person("engineering");
    const submit = (connection: string) =>
      submitStatement(rig.deps, dan, { connection, statement: "select 1" });
    const [hidden, absent] = await Promise.allSettled([submit(on.shop), submit("no-such-db")]);
    const words = (one: PromiseSettledResult<unknown>, name: string) =>
      one.status === "rejected" ? String(one.reason).replace(name, "NAME") : "allowed";
    expect(words(hidden, on.shop)).toBe(words(absent, "no-such-db"));
    const trail = await auditTrail(rig.deps);
    expect(trail).toContain(`session.refused ${on.shop}`);
    expect(trail).toContain("session.refused no-such-db");
  });

  it("is refused to an auditor, who may see the connection and never runs anything", async () => {
    const cleo = await rig.person("auditor", "support");
    const input = { connection: on.shop, statement: "select 1" };
    expect(await codeOf(submitStatement(rig.deps, cleo, input))).toBe("ACCESS.ROLE");
  });

  it("is refused in a mode that is off, to admins too", async () => {
    const { name } = await rig.connection({ modes: ["native"] });
    const input = { connection: name, statement: "select 1" };
    expect(await codeOf(submitStatement(rig.deps, on.admin, input))).toBe("ACCESS.MODE_OFF");
    expect(await codeOf(submitStatement(rig.deps, on.ben, input))).toBe("ACCESS.MODE_OFF");
  });

  it("to a session of somebody else answers like a session that does not exist", async () => {
    const { session, sessionId, ended } = await on.run();
    const eve = await rig.person("support");
    const hers = await rig.page(eve);
    for (const id of [sessionId, "ses_absent"]) {
      expect(await codeOf(hers.follow(id, 0, kindReader()))).toBe("ACCESS.NOT_FOUND");
      expect(await codeOf(hers.cancel(id))).toBe("ACCESS.NOT_FOUND");
      expect(await codeOf(getSession(rig.deps, eve.actor, id))).toBe("ACCESS.NOT_FOUND");
    }
    session.end();
    await ended;
    expect(await codeOf(hers.follow(sessionId, 0, kindReader()))).toBe("ACCESS.NOT_FOUND");
    const list = await listSessions(rig.deps, eve.actor, sessionFilter.parse({}));
    expect(list).toMatchObject({ rows: [], total: 0 });
  });

  it("to a recording of somebody else is audited when it is granted", async () => {
    const { session, sessionId, ended } = await on.run();
    session.end();
    await ended;
    const cleo = await rig.person("auditor");
    const hers = await rig.page(cleo);
    const read = await hers.follow(sessionId, 0, kindReader());
    expect(await read.ended).toMatchObject({ kind: "over" });
    expect(await auditTrail(rig.deps)).toContain(`recording.read ${sessionId}`);
  });
});

describe("record before release", () => {
  it("a recording that cannot be written ends the session, and what was not written is not delivered", async () => {
    const { seen, session, sessionId, ended } = await on.run();
    session.row("one");
    while (!seen.kinds.includes("rows")) await new Promise((resolve) => setTimeout(resolve, 5));
    breakDisk(`${sessionId}.ghr`);
    session.row("two");
    expect(await ended).toMatchObject({ kind: "lost", refusal: { code: "RECORDING.FAILED" } });
    expect((await session.cancelled()).code).toBe("RECORDING.FAILED");
    expect(seen.kinds).toEqual(["input", "rows"]);
    expect(await on.state(sessionId)).toBe("failed RECORDING.FAILED");
  });

  it("every delivered record is in the file at that moment", async () => {
    const sizes: number[] = [];
    let sessionId = "";
    let delivered = 0;
    const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
    const asked = on.page.run(on.shop, "select 1", {
      record(_index, _frame, bytes) {
        delivered += bytes.byteLength + 40;
        const file = path.join(rig.deps.env.GATEHOUSE_DATA, "recordings", day, `${sessionId}.ghr`);
        if (sessionId !== "") sizes.push(statSync(file).size - delivered);
      },
    });
    const session = await on.agent.session();
    const run = await asked;
    sessionId = run.sessionId;
    for (let index = 0; index < 6; index += 1) session.row("x".repeat(100_000));
    session.end();
    await run.ended;
    expect(Math.min(...sizes)).toBeGreaterThan(0);
  });
});

describe("flow", () => {
  it("a page that stops reading holds the agent back, and lets it go on when it reads again", async () => {
    let letGo = () => {};
    const stopped = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const asked = on.page.run(on.shop, "select 1", { record: () => stopped });
    const session = await on.agent.session();
    const { ended } = await asked;
    let sent = 0;
    const sendAll = () => {
      for (; sent < session.upTo && sent < 60; sent += 1) session.row("x");
    };
    session.told.on("credit", sendAll);
    sendAll();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sent).toBeLessThanOrEqual(2 * LINK_LIMITS.framesUnderWayMax);
    letGo();
    while (sent < 60) await new Promise((resolve) => session.told.once("credit", resolve));
    session.end();
    expect(await ended).toMatchObject({ kind: "over", records: 62 });
  });

  it("an auditor who stops reading holds nobody back", async () => {
    const cleo = await rig.page(await rig.person("auditor"));
    const { session, sessionId, ended } = await on.run();
    await cleo.follow(sessionId, 0, { record: () => new Promise(() => {}) });
    for (let index = 0; index < 40; index += 1) {
      await session.credited(index + 1);
      session.row("x");
    }
    session.end();
    expect(await ended).toMatchObject({ kind: "over", records: 42 });
  });
});
