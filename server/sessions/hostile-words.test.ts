import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRefusal } from "@/domain/refusal";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { closeInterrupted } from "./close-interrupted";
import { inputFrame } from "./gateway-frames";
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

const NUL = "\0";
const HALF_A_PAIR = "\ud83d";

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    return isRefusal(error) ? error.code : String(error);
  }
}

describe("words that the store cannot hold", () => {
  it.each([
    ["a NUL in the statement", { statement: `select 1${NUL}` }],
    ["half a surrogate pair in the statement", { statement: `select '${HALF_A_PAIR}'` }],
    ["a NUL in the correlation id", { statement: "select 1", correlationId: `a${NUL}` }],
    ["half a pair in the correlation id", { statement: "select 1", correlationId: HALF_A_PAIR }],
  ])("are refused before anything is opened: %s", async (_what, words) => {
    const asked = submitStatement(rig.deps, ben, { connection: shop, ...words });
    expect(await codeOf(asked)).toBe("INPUT.INVALID");
    expect(rig.deps.live.all()).toEqual([]);
  });

  it("in an agent's end frame do not keep a session open", async () => {
    const input = { connection: shop, statement: "select a from t" };
    const { sessionId } = await submitStatement(rig.deps, ben, input);
    const session = await agent.session();
    const over = rig.deps.live.find(sessionId)?.over;
    const count = Number.MAX_SAFE_INTEGER;
    session.end({
      ...{ state: "failed", code: `TARGET${NUL}`, because: `no${NUL} ${HALF_A_PAIR}` },
      masked: Array.from({ length: 2_000 }, (_, result) => ({
        ...{ result, column: `${HALF_A_PAIR}${NUL}`, kind: "email" as const, count },
      })),
    });
    await over;
    const { session: row } = await getSession(rig.deps, ben.actor, sessionId);
    expect(row).toMatchObject({ state: "failed", recording: { closedAt: row.endedAt } });
  });

  it("in a recording whose row was lost do not keep the gateway from starting", async () => {
    const sessionId = rig.deps.newId("ses");
    const text = "x";
    const recording = await rig.deps.recordings.open({
      ...{ sessionId, startedAt: new Date().toISOString(), format: "frames-1" },
      facts: {
        ...{ ownerId: text, ownerName: text, ownerEmail: text, connectionId: text },
        ...{ connectionName: text, connectionVersion: 1, kind: "postgres", mode: "web" },
        ...{ verb: "one-off", risk: "low", origin: text, correlationId: null, signInId: text },
        ...{ agentId: text, gatewayId: "gtw_dead" },
      },
    });
    await recording.append(inputFrame({ statement: `select 1${NUL}` }), 0);
    await recording.close();
    await closeInterrupted({ ...rig.deps, gatewayId: rig.deps.newId("gtw") }, { everyOther: true });
    const { session: row } = await getSession(
      rig.deps,
      (await rig.person("admin")).actor,
      sessionId,
    );
    expect(row.state).toBe("interrupted");
  });
});
