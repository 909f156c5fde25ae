import { closeSync, readdirSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeFrame, NO_STAMP } from "@/protocol/frame";
import { LINK_LIMITS } from "@/protocol/version";
import type { GatewayClient, RecordReader } from "@/testing/gateway-client";
import { auditTrail } from "@/testing/people";
import {
  type Person,
  type PipelineRig,
  pipelineRig,
  TARGET_PASSWORD,
} from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { endSession } from "./end-session";
import { sessionFilter } from "./filter";
import { getSession } from "./get-session";
import { listSessions } from "./list-sessions";
import { submitStatement } from "./submit-statement";

let rig: PipelineRig;
let agent: ScriptedAgent;
let ben: Person;
let admin: Person;
let page: GatewayClient;
let shop: string;

beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
  ben = await rig.person("support");
  admin = await rig.person("admin");
  page = await rig.page(ben);
  shop = (await rig.connection()).name;
});
afterAll(() => rig.close());

const COLUMNS = {
  columns: [{ name: "a", type: "text", typeId: 25, origin: null, masked: "scan" }],
};

/** Keeps the kinds of the records it gets. */
function reader(): RecordReader & { readonly kinds: string[]; readonly texts: string[] } {
  const kinds: string[] = [];
  const texts: string[] = [];
  return {
    ...{ kinds, texts },
    record(_index, frame) {
      kinds.push(frame.kind);
      texts.push(new TextDecoder().decode(frame.payload));
    },
  };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    if (error instanceof Error && "refusal" in error) {
      return (error.refusal as { code: string }).code;
    }
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

async function recordsOf(sessionId: string) {
  const { session } = await getSession(rig.deps, admin.actor, sessionId);
  const records = [];
  for await (const record of rig.deps.recordings.read(session.recording?.path ?? "", 0)) {
    records.push(decodeFrame(record.frame));
  }
  return records;
}

const kindsOf = async (sessionId: string) => (await recordsOf(sessionId)).map(({ kind }) => kind);
const stateOf = async (sessionId: string) => {
  const { session } = await getSession(rig.deps, admin.actor, sessionId);
  return session.code === null ? session.state : `${session.state} ${session.code}`;
};

/** Runs a statement and gives the page's end and the agent's end of it. */
async function running(statement = "select a from t", connection = shop) {
  const seen = reader();
  const asked = page.run(connection, statement, seen);
  const session = await agent.session();
  return { seen, session, ...(await asked) };
}

describe("a statement that runs", () => {
  it("is delivered, recorded and counted: what the page saw is what the recording holds", async () => {
    const { seen, session, sessionId, ended } = await running();
    session.send("columns", COLUMNS);
    session.row("one");
    session.row("[EMAIL]");
    session.send("complete", { tag: "SELECT 2", rows: 2, affected: null });
    session.end({ masked: [{ result: 0, column: "a", kind: "email", count: 1 }] });
    expect(await ended).toMatchObject({ kind: "over", records: 6, end: { state: "done" } });
    expect(seen.kinds).toEqual(["input", "columns", "rows", "rows", "complete", "end"]);
    expect(await kindsOf(sessionId)).toEqual(seen.kinds);
    const { session: row } = await getSession(rig.deps, ben.actor, sessionId);
    expect(row).toMatchObject({
      ...{ state: "done", rows: 2, maskedTotal: 1, masked: { email: 1 }, risk: "low" },
      recording: { records: 6, closedAt: row.endedAt },
    });
    const check = await rig.deps.recordings.verify(row.recording?.path ?? "");
    expect(check).toMatchObject({ damage: null, head: row.recording?.head });
  });

  it("reaches the agent with the password sealed to it, which no file and no row ever holds", async () => {
    const { session, sessionId, ended } = await running();
    expect(session.password).toBe(TARGET_PASSWORD);
    expect(JSON.stringify(session.open)).not.toContain(TARGET_PASSWORD);
    session.end();
    await ended;
    expect(JSON.stringify(await recordsOf(sessionId))).not.toContain(TARGET_PASSWORD);
  });

  it("is recorded before it reaches the agent", async () => {
    const { session, sessionId, ended } = await running("select 'first'");
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
    const { session, sessionId, ended } = await running("delete from customers");
    session.end();
    await ended;
    const { session: row } = await getSession(rig.deps, ben.actor, sessionId);
    expect(row).toMatchObject({
      risk: "high",
      riskReasons: ["Changes every row of a table.", "Changes rows."],
    });
  });

  it("goes on to its end when the page closes, and can be read afterwards", async () => {
    const other = await rig.page(ben);
    const asked = other.run(shop, "select 1", reader());
    const session = await agent.session();
    const { sessionId } = await asked;
    other.close();
    for (let index = 0; index < 3 * LINK_LIMITS.framesUnderWayMax; index += 1) {
      await session.credited(index + 1);
      session.row(`row ${index}`);
    }
    session.end();
    const seen = reader();
    const { ended } = await page.follow(sessionId, 5, seen);
    expect(await ended).toMatchObject({ kind: "over", records: 26 });
    expect(seen.kinds.length).toBe(21);
  });
});

describe("access", () => {
  it("denied answers exactly like a connection that does not exist, and leaves an audit event", async () => {
    const dan = await rig.person("engineering");
    const submit = (connection: string) =>
      submitStatement(rig.deps, dan, { connection, statement: "select 1" });
    const [hidden, absent] = await Promise.allSettled([submit(shop), submit("no-such-db")]);
    const words = (one: PromiseSettledResult<unknown>, name: string) =>
      one.status === "rejected" ? String(one.reason).replace(name, "NAME") : "allowed";
    expect(words(hidden, shop)).toBe(words(absent, "no-such-db"));
    const trail = await auditTrail(rig.deps);
    expect(trail).toContain(`session.refused ${shop}`);
    expect(trail).toContain("session.refused no-such-db");
  });

  it("is refused to an auditor, who may see the connection and never runs anything", async () => {
    const cleo = await rig.person("auditor", "support");
    const input = { connection: shop, statement: "select 1" };
    expect(await refusal(submitStatement(rig.deps, cleo, input))).toBe("ACCESS.ROLE");
  });

  it("is refused in a mode that is off, to admins too", async () => {
    const { name } = await rig.connection({ modes: ["native"] });
    const input = { connection: name, statement: "select 1" };
    expect(await refusal(submitStatement(rig.deps, admin, input))).toBe("ACCESS.MODE_OFF");
    expect(await refusal(submitStatement(rig.deps, ben, input))).toBe("ACCESS.MODE_OFF");
  });

  it("to a session of somebody else answers like a session that does not exist", async () => {
    const { session, sessionId, ended } = await running();
    const eve = await rig.person("support");
    const hers = await rig.page(eve);
    for (const id of [sessionId, "ses_absent"]) {
      expect(await refusal(hers.follow(id, 0, reader()))).toBe("ACCESS.NOT_FOUND");
      expect(await refusal(hers.cancel(id))).toBe("ACCESS.NOT_FOUND");
      expect(await refusal(getSession(rig.deps, eve.actor, id))).toBe("ACCESS.NOT_FOUND");
    }
    session.end();
    await ended;
    expect(await refusal(hers.follow(sessionId, 0, reader()))).toBe("ACCESS.NOT_FOUND");
    const list = await listSessions(rig.deps, eve.actor, sessionFilter.parse({}));
    expect(list).toMatchObject({ rows: [], total: 0 });
  });

  it("to a recording of somebody else is audited when it is granted", async () => {
    const { session, sessionId, ended } = await running();
    session.end();
    await ended;
    const cleo = await rig.person("auditor");
    const hers = await rig.page(cleo);
    const read = await hers.follow(sessionId, 0, reader());
    expect(await read.ended).toMatchObject({ kind: "over" });
    expect(await auditTrail(rig.deps)).toContain(`recording.read ${sessionId}`);
  });
});

describe("a frame from the agent", () => {
  const badly: [
    string,
    string,
    (session: Awaited<ReturnType<typeof running>>["session"]) => void,
  ][] = [
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
      const { seen, session, sessionId, ended } = await running();
      session.send("columns", COLUMNS);
      if (code === "LINK.PROTOCOL") session.row("fine");
      send(session);
      session.row("after");
      expect(await ended).toMatchObject({ kind: "over", end: { state: "failed", code } });
      expect((await session.cancelled()).code).toBe(code);
      const before = code === "LINK.PROTOCOL" ? ["columns", "rows"] : ["columns"];
      expect(seen.kinds).toEqual(["input", ...before, "end"]);
      expect(await kindsOf(sessionId)).toEqual(seen.kinds);
      expect(await stateOf(sessionId)).toBe(`failed ${code}`);
    },
  );

  it("beyond the row limit ends the session", async () => {
    const { name } = await rig.connection({
      limits: { rowsMax: 2, bytesMax: 1_000_000, durationSecondsMax: 60 },
    });
    const { seen, session, ended } = await running("select", name);
    for (const text of ["1", "2", "3"]) session.row(text);
    expect(await ended).toMatchObject({ end: { state: "failed", code: "LIMIT.ROWS" } });
    expect(seen.kinds.filter((kind) => kind === "rows").length).toBe(2);
  });

  it("of a session that was sent to another agent is ignored", async () => {
    const { session, sessionId, ended } = await running();
    const frame = new Uint8Array(24);
    rig.deps.live.find(sessionId); // Still running, and not disturbed by:
    agent.sendBytes("ses_of_nobody", frame);
    session.end();
    expect(await ended).toMatchObject({ end: { state: "done" } });
  });
});

describe("record before release", () => {
  it("a recording that cannot be written ends the session, and what was not written is not delivered", async () => {
    const { seen, session, sessionId, ended } = await running();
    session.row("one");
    while (!seen.kinds.includes("rows")) await new Promise((resolve) => setTimeout(resolve, 5));
    breakDisk(`${sessionId}.ghr`);
    session.row("two");
    expect(await ended).toMatchObject({ kind: "lost", refusal: { code: "RECORDING.FAILED" } });
    expect((await session.cancelled()).code).toBe("RECORDING.FAILED");
    expect(seen.kinds).toEqual(["input", "rows"]);
    expect(await stateOf(sessionId)).toBe("failed RECORDING.FAILED");
  });

  it("every delivered record is in the file at that moment", async () => {
    const sizes: number[] = [];
    let sessionId = "";
    let delivered = 0;
    const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
    const asked = page.run(shop, "select 1", {
      record(_index, _frame, bytes) {
        delivered += bytes.byteLength + 40;
        const file = path.join(rig.deps.env.GATEHOUSE_DATA, "recordings", day, `${sessionId}.ghr`);
        if (sessionId !== "") sizes.push(statSync(file).size - delivered);
      },
    });
    const session = await agent.session();
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
    const asked = page.run(shop, "select 1", { record: () => stopped });
    const session = await agent.session();
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
    const { session, sessionId, ended } = await running();
    await cleo.follow(sessionId, 0, { record: () => new Promise(() => {}) });
    for (let index = 0; index < 40; index += 1) {
      await session.credited(index + 1);
      session.row("x");
    }
    session.end();
    expect(await ended).toMatchObject({ kind: "over", records: 42 });
  });
});

describe("ending a session", () => {
  it("by its owner is cancelled in the target, and two who cancel at once get the same true answer", async () => {
    const { seen, session, sessionId, ended } = await running();
    const second = await rig.page(ben);
    const answers = Promise.all([page.cancel(sessionId), second.cancel(sessionId)]);
    const { as, code, because } = await session.cancelled();
    session.end({ state: as, code, because });
    expect(await answers).toEqual(["cancelled", "cancelled"]);
    await ended;
    expect(session.cancels.length).toBe(1);
    expect(seen.kinds).toEqual(["input", "event", "end"]);
    expect(await page.cancel(sessionId)).toBe("cancelled");
  });

  it("that was over first answers with how it was over", async () => {
    const { session, sessionId } = await running();
    const answer = page.cancel(sessionId);
    await session.cancelled();
    session.end();
    expect(await answer).toBe("done");
  });

  it("by an admin says who did it, to the owner and in the audit trail", async () => {
    const { session, sessionId, ended } = await running();
    const answer = endSession(rig.deps, admin, sessionId);
    const { as, code, because } = await session.cancelled();
    session.end({ state: as, code, because });
    expect(await answer).toEqual({ state: "ended" });
    expect(await ended).toMatchObject({ end: { code: "SESSION.ENDED_BY" } });
    expect(await auditTrail(rig.deps)).toContain(`session.ended ${sessionId}`);
  });

  it("with the sign-in that started it says why", async () => {
    const eve = await rig.person("support");
    const hers = await rig.page(eve);
    const asked = hers.run(shop, "select 1", reader());
    const session = await agent.session();
    const { sessionId, ended } = await asked;
    rig.deps.signInWatch.announce(eve.actor.signInId, "An admin ended the sign-in.");
    const { as, code, because } = await session.cancelled();
    expect([as, code, because]).toEqual(["ended", "SIGNIN.ENDED", "An admin ended the sign-in."]);
    expect(await ended).toMatchObject({ kind: "cut" });
    session.end({ state: as, code, because });
    await rig.deps.live.find(sessionId)?.over;
    expect(await stateOf(sessionId)).toBe("ended SIGNIN.ENDED");
  });
});

describe("the agent", () => {
  it("offline: the session says so, and nothing was executed", async () => {
    const { id } = await rig.deps.db.transaction((tx) =>
      tx.agent.create({ data: { id: "agt_away", name: "away", keyHash: "0".repeat(64) } }),
    );
    const { name } = await rig.connection({ agentId: id });
    const { ended } = await page.run(name, "select 1", reader());
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
    const { seen, session, sessionId, ended } = await running();
    session.row("0");
    await untilSeen(seen, "rows");
    agent.cut();
    await agent.disconnected();
    await agent.reconnect();
    expect(agent.resumeAnswers).toContainEqual(
      expect.objectContaining({ sessionId, kind: "resume", received: 1 }),
    );
    session.row("0 again", { sequence: 0 });
    session.row("1", { sequence: 1 });
    session.end();
    expect(await ended).toMatchObject({ end: { state: "done" } });
    const { session: row } = await getSession(rig.deps, ben.actor, sessionId);
    expect(row.rows).toBe(2);
    expect(seen.kinds).toEqual(["input", "rows", "event", "event", "rows", "end"]);
  });

  it("started again without the session ends it as lost, at once", async () => {
    const { session, ended } = await running();
    session.row("0");
    agent.sessions.clear();
    agent.cut();
    await agent.disconnected();
    await agent.reconnect();
    expect(await ended).toMatchObject({ end: { state: "ended", code: "AGENT.LOST" } });
  });

  it("that connects a second time takes the place of the first, which is cut", async () => {
    const first = agent;
    agent = await rig.agent();
    await first.disconnected();
    const { session, ended } = await running();
    session.end();
    expect(await ended).toMatchObject({ end: { state: "done" } });
  });
});

async function untilSeen(seen: { readonly kinds: string[] }, kind: string): Promise<void> {
  while (!seen.kinds.includes(kind)) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Closes the descriptor under the recording's feet: from now on every write to it fails. */
function breakDisk(name: string): void {
  for (const fd of readdirSync("/proc/self/fd")) {
    try {
      if (readlinkSync(`/proc/self/fd/${fd}`).endsWith(name)) closeSync(Number(fd));
    } catch {
      // The descriptor of the listing itself is gone by now.
    }
  }
}
