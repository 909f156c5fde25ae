import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_STAMP } from "@/protocol/frame";
import { auditTrail } from "@/testing/people";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { kindReader, RigRunner, untilSeen } from "@/testing/run-on-rig";
import type { ScriptedSession } from "@/testing/scripted-agent";
import { endSession } from "./end-session";
import { getSession } from "./get-session";

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

describe("a frame from the agent", () => {
  const badly: [string, string, (session: ScriptedSession) => void][] = [
    [
      "without the stamp of the rules in force",
      "MASKING.FAILED",
      (s) => s.row("ada@corp.test", { stamp: NO_STAMP }),
    ],
    [
      "with a stamp of other rules",
      "MASKING.FAILED",
      (s) => s.row("x", { stamp: new Uint8Array(8).fill(7) }),
    ],
    ["out of order", "LINK.PROTOCOL", (s) => s.row("x", { sequence: 5 })],
    [
      "with rows that are not whole",
      "LINK.PROTOCOL",
      (s) => s.send("rows", Uint8Array.of(0x44, 0, 0)),
    ],
    ["with more rows than it says", "LINK.PROTOCOL", (s) => s.row("x", { rows: 2 })],
    [
      "of a kind that only the gateway writes",
      "LINK.PROTOCOL",
      (s) => s.send("input", { statement: "x" }),
    ],
    ["whose payload is of unknown form", "LINK.PROTOCOL", (s) => s.send("complete", { tag: 7 })],
    ["in the wrong direction", "LINK.PROTOCOL", (s) => s.row("x", { direction: "to-target" })],
  ];
  it.each(badly)(
    "%s ends the session and is neither recorded nor delivered",
    async (_how, code, send) => {
      const { seen, session, sessionId, ended } = await on.run();
      session.send("columns", COLUMNS);
      if (code === "LINK.PROTOCOL") session.row("fine");
      send(session);
      session.row("after");
      expect(await ended).toMatchObject({ kind: "over", end: { state: "failed", code } });
      expect((await session.cancelled()).code).toBe(code);
      const before = code === "LINK.PROTOCOL" ? ["columns", "rows"] : ["columns"];
      expect(seen.kinds).toEqual(["input", ...before, "end"]);
      expect(await on.kinds(sessionId)).toEqual(seen.kinds);
      expect(await on.state(sessionId)).toBe(`failed ${code}`);
    },
  );

  it("beyond the row limit ends the session", async () => {
    const { name } = await rig.connection({
      limits: { rowsMax: 2, bytesMax: 1_000_000, durationSecondsMax: 60 },
    });
    const { seen, session, ended } = await on.run("select", name);
    for (const text of ["1", "2", "3"]) session.row(text);
    expect(await ended).toMatchObject({ end: { state: "failed", code: "LIMIT.ROWS" } });
    expect(seen.kinds.filter((kind) => kind === "rows").length).toBe(2);
  });

  it("of a session that was sent to another agent is ignored", async () => {
    const { session, sessionId, ended } = await on.run();
    const frame = new Uint8Array(24);
    rig.deps.live.find(sessionId); // Still running, and not disturbed by:
    on.agent.sendBytes("ses_of_nobody", frame);
    session.end();
    expect(await ended).toMatchObject({ end: { state: "done" } });
  });
});

describe("ending a session", () => {
  it("by its owner is cancelled in the target, and two who cancel at once get the same true answer", async () => {
    const { seen, session, sessionId, ended } = await on.run();
    const second = await rig.page(on.ben);
    const answers = Promise.all([on.page.cancel(sessionId), second.cancel(sessionId)]);
    const { as, code, because } = await session.cancelled();
    session.end({ state: as, code, because });
    expect(await answers).toEqual(["cancelled", "cancelled"]);
    await ended;
    expect(session.cancels.length).toBe(1);
    expect(seen.kinds).toEqual(["input", "event", "end"]);
    expect(await on.page.cancel(sessionId)).toBe("cancelled");
  });

  it("that was over first answers with how it was over", async () => {
    const { session, sessionId } = await on.run();
    const answer = on.page.cancel(sessionId);
    await session.cancelled();
    session.end();
    expect(await answer).toBe("done");
  });

  it("by an admin says who did it, to the owner and in the audit trail", async () => {
    const { session, sessionId, ended } = await on.run();
    const answer = endSession(rig.deps, on.admin, sessionId);
    const { as, code, because } = await session.cancelled();
    session.end({ state: as, code, because });
    expect(await answer).toEqual({ state: "ended" });
    expect(await ended).toMatchObject({ end: { code: "SESSION.ENDED_BY" } });
    expect(await auditTrail(rig.deps)).toContain(`session.ended ${sessionId}`);
  });

  it("with the sign-in that started it says why", async () => {
    const eve = await rig.person("support");
    const hers = await rig.page(eve);
    const asked = hers.run(on.shop, "select 1", kindReader());
    const session = await on.agent.session();
    const { sessionId, ended } = await asked;
    rig.deps.signInWatch.announce(eve.actor.signInId, "An admin ended the sign-in.");
    const { as, code, because } = await session.cancelled();
    expect([as, code, because]).toEqual(["ended", "SIGNIN.ENDED", "An admin ended the sign-in."]);
    expect(await ended).toMatchObject({ kind: "cut" });
    session.end({ state: as, code, because });
    await rig.deps.live.find(sessionId)?.over;
    expect(await on.state(sessionId)).toBe("ended SIGNIN.ENDED");
  });
});

describe("the agent", () => {
  it("offline: the session says so, and nothing was executed", async () => {
    const { id } = await rig.deps.db.transaction((tx) =>
      tx.agent.create({ data: { id: "agt_away", name: "away", keyHash: "0".repeat(64) } }),
    );
    const { name } = await rig.connection({ agentId: id });
    const { ended } = await on.page.run(name, "select 1", kindReader());
    expect(await ended).toMatchObject({ end: { state: "failed", code: "AGENT.OFFLINE" } });
  });

  it("with an unknown key, an older or a newer protocol is refused by name", async () => {
    const { ScriptedAgent: Agent } = await import("@/testing/scripted-agent");
    expect(await new Agent(rig.url, "gha_wrong").connected()).toBe("AGENT.KEY_UNKNOWN");
    const speaks = (protocol: number) => new Agent(rig.url, rig.agentKey, { protocol }).connected();
    expect(await speaks(0)).toBe("AGENT.TOO_OLD");
    expect(await speaks(99)).toBe("AGENT.TOO_NEW");
  });

  it("back after a lost link goes on where it was; frames sent again are recorded once", async () => {
    const { seen, session, sessionId, ended } = await on.run();
    session.row("0");
    await untilSeen(seen, "rows");
    on.agent.cut();
    await on.agent.disconnected();
    await on.agent.reconnect();
    expect(on.agent.resumeAnswers).toContainEqual(
      expect.objectContaining({ sessionId, kind: "resume", received: 1 }),
    );
    session.row("0 again", { sequence: 0 });
    session.row("1", { sequence: 1 });
    session.end();
    expect(await ended).toMatchObject({ end: { state: "done" } });
    const { session: row } = await getSession(rig.deps, on.ben.actor, sessionId);
    expect(row.rows).toBe(2);
    expect(seen.kinds).toEqual(["input", "rows", "event", "event", "rows", "end"]);
  });

  it("started again without the session ends it as lost, at once", async () => {
    const { session, ended } = await on.run();
    session.row("0");
    on.agent.sessions.clear();
    on.agent.cut();
    await on.agent.disconnected();
    await on.agent.reconnect();
    expect(await ended).toMatchObject({ end: { state: "ended", code: "AGENT.LOST" } });
  });

  it("that connects a second time takes the place of the first, which is cut", async () => {
    const first = on.agent;
    on.agent = await rig.agent();
    await first.disconnected();
    const { session, ended } = await on.run();
    session.end();
    expect(await ended).toMatchObject({ end: { state: "done" } });
  });
});
