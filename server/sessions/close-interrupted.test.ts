import { appendFileSync, truncateSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeFrame } from "@/protocol/frame";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import type { ScriptedAgent, ScriptedSession } from "@/testing/scripted-agent";
import { makeRecordingFiles } from "../recordings/make-recording-files";
import { closeInterrupted } from "./close-interrupted";
import { beatGateway } from "./gateway-beat";
import { getSession } from "./get-session";
import { submitStatement } from "./submit-statement";

let rig: PipelineRig;
let agent: ScriptedAgent;
let ben: Person;
let shop: string;

beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
  ben = await rig.person("support");
  shop = (await rig.connection()).name;
});
afterAll(() => rig.close());

/** Another gateway over the same store and data folder, started after the first one was killed. */
const nextGateway = () => ({
  ...rig.deps,
  gatewayId: rig.deps.newId("gtw"),
  recordings: makeRecordingFiles(
    path.join(rig.deps.env.GATEHOUSE_DATA, "recordings"),
    rig.deps.secrets,
  ),
});

async function running(): Promise<{ session: ScriptedSession; sessionId: string }> {
  const input = { connection: shop, statement: "select 'as typed'" };
  const { sessionId, stored } = await submitStatement(rig.deps, ben, input);
  await stored();
  return { sessionId, session: await agent.session() };
}

async function recorded(sessionId: string, records: number): Promise<string> {
  const { session } = await getSession(rig.deps, ben.actor, sessionId);
  const name = session.recording?.path ?? "";
  for (;;) {
    let count = 0;
    for await (const _ of rig.deps.recordings.read(name, 0)) count += 1;
    if (count >= records) return path.join(rig.deps.env.GATEHOUSE_DATA, "recordings", name);
  }
}

/** What the gateway's own role may not do to its tables. */
async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client(rig.storeUrl);
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function outcome(sessionId: string) {
  const { session } = await getSession(rig.deps, ben.actor, sessionId);
  const kinds: string[] = [];
  const name = session.recording?.path ?? "";
  for await (const { frame } of rig.deps.recordings.read(name, 0))
    kinds.push(decodeFrame(frame).kind);
  const check = await rig.deps.recordings.verify(name);
  const headMatches = check.damage === null && check.head === session.recording?.head;
  return { state: session.state, code: session.code, kinds, headMatches };
}

describe("the sessions of a gateway that died", () => {
  it("are interrupted at the next start, their recordings closed with everything that was delivered", async () => {
    const { session, sessionId } = await running();
    session.row("delivered");
    await recorded(sessionId, 2);
    await closeInterrupted(nextGateway(), { everyOther: true });
    expect(await outcome(sessionId)).toEqual({
      ...{ state: "interrupted", code: "GATEWAY.INTERRUPTED", headMatches: true },
      kinds: ["input", "rows", "end"],
    });
  });

  it("lose half a record that the kill cut, and nothing before it", async () => {
    const { session, sessionId } = await running();
    session.row("whole");
    const file = await recorded(sessionId, 2);
    appendFileSync(file, Uint8Array.of(0, 0, 0, 200, 0, 0, 0, 1, 1, 0));
    await closeInterrupted(nextGateway(), { everyOther: true });
    expect(await outcome(sessionId)).toMatchObject({
      ...{ headMatches: true, kinds: ["input", "rows", "end"] },
    });
  });

  it("whose recording already has its end keep the end it tells", async () => {
    const { sessionId } = await running();
    const live = rig.deps.live.find(sessionId);
    live?.accept(new Uint8Array(3)); // Not a frame: ends the session as failed.
    await live?.over;
    await asOwner(`UPDATE recording SET head = NULL, "closedAt" = NULL WHERE "sessionId" = '${sessionId}';
      ALTER TABLE session DISABLE TRIGGER USER;
      UPDATE session SET state = 'running', "endedAt" = NULL, code = NULL WHERE id = '${sessionId}';
      ALTER TABLE session ENABLE TRIGGER USER`);
    await closeInterrupted(nextGateway(), { everyOther: true });
    expect(await outcome(sessionId)).toEqual({
      ...{ state: "failed", code: "LINK.PROTOCOL", headMatches: true, kinds: ["input", "end"] },
    });
  });

  it("whose recording is not readable any more are closed all the same", async () => {
    const { sessionId } = await running();
    truncateSync(await recorded(sessionId, 1), 3);
    await closeInterrupted(nextGateway(), { everyOther: true });
    const { session } = await getSession(rig.deps, ben.actor, sessionId);
    expect(session).toMatchObject({ state: "interrupted", recording: { head: null } });
  });

  it("whose row was lost with the power are made again from their recordings", async () => {
    const { session, sessionId } = await running();
    session.row("ran");
    await recorded(sessionId, 2);
    await rig.deps.db.transaction((tx) => tx.session.delete({ where: { id: sessionId } }));
    await closeInterrupted(nextGateway(), { everyOther: true });
    expect(await outcome(sessionId)).toMatchObject({ state: "interrupted", headMatches: true });
    const { session: row } = await getSession(rig.deps, ben.actor, sessionId);
    expect(row).toMatchObject({
      ...{ statement: "select 'as typed'", ownerId: ben.actor.userId, connectionName: shop },
    });
  });

  it("go on while their gateway still says that it lives", async () => {
    const { session, sessionId } = await running();
    await beatGateway(rig.deps);
    await closeInterrupted(nextGateway());
    expect((await outcome(sessionId)).state).toBe("running");
    const later = { ...nextGateway(), now: () => new Date(Date.now() + 16_000) };
    await closeInterrupted(later);
    expect((await outcome(sessionId)).state).toBe("interrupted");
    session.end();
  });
});
