import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTrail } from "@/testing/people";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { appRouter } from "../api/root";
import { createCallerFactory, refusalOf } from "../api/trpc";
import { submitStatement } from "./submit-statement";

const callerOf = createCallerFactory(appRouter);

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

async function running(): Promise<string> {
  await submitStatement(rig.deps, ben, { connection: shop, statement: "select 1" });
  return (await agent.session()).open.sessionId;
}

/** What both doors say; for a refusal its code and its words, without the id that was asked for. */
async function answersOf(person: Person, id: string): Promise<string[]> {
  const page = await rig.page(person);
  const { actor, origin } = person;
  const byApi = callerOf({ deps: rig.deps, actor, origin }).sessions.end({ id });
  return await Promise.all([saidOf(page.cancel(id), id), saidOf(byApi, id)]);
}

async function saidOf(work: Promise<unknown>, id: string): Promise<string> {
  try {
    return JSON.stringify(await work);
  } catch (error) {
    const refusal =
      error instanceof TRPCError
        ? refusalOf(error)
        : (error as { refusal: { code: string; because: string } }).refusal;
    return `${refusal.code} ${refusal.because}`.replace(id, "ID");
  }
}

describe("a running session", () => {
  it.each([
    ["an auditor", ["auditor"]],
    ["an auditor who may use the connection", ["auditor", "support"]],
    ["an approver", ["approver-dba"]],
  ])("is ended by %s through no door, and nothing of it is left behind", async (_who, groups) => {
    const id = await running();
    const answers = await answersOf(await rig.person(...groups), id);
    for (const answer of answers) expect(answer).toMatch(/^ACCESS\.ROLE /);
    expect(agent.sessions.get(id)?.cancels).toEqual([]);
    expect(await auditTrail(rig.deps)).not.toContain(`session.ended ${id}`);
  });

  it("of one's own is not ended by whoever became an auditor since", async () => {
    const id = await running();
    const actor = { ...ben.actor, role: "auditor" } as const;
    const byApi = callerOf({ deps: rig.deps, actor, origin: "" }).sessions.end({ id });
    expect(await saidOf(byApi, id)).toMatch(/^ACCESS\.ROLE /);
    expect(agent.sessions.get(id)?.cancels).toEqual([]);
  });

  it("of somebody else answers a member like one that never was", async () => {
    const eve = await rig.person("support");
    const foreign = await answersOf(eve, await running());
    expect(foreign).toEqual(await answersOf(eve, "ses_00000000000000000000000000"));
    expect(foreign[0]).toMatch(/^ACCESS\.NOT_FOUND /);
  });

  it("that is over tells an auditor nothing through the door that ends", async () => {
    const id = await running();
    agent.sessions.get(id)?.end();
    await rig.deps.live.find(id)?.over;
    const answers = await answersOf(await rig.person("auditor"), id);
    for (const answer of answers) expect(answer).toMatch(/^ACCESS\.ROLE /);
  });
});

describe("one person", () => {
  it("runs a hundred statements at once and no more, however they are sent", async () => {
    const eve = await rig.person("support");
    const asked = Array.from({ length: 120 }, () =>
      submitStatement(rig.deps, eve, { connection: shop, statement: "select 1" }),
    );
    const settled = await Promise.allSettled(asked);
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toHaveLength(20);
    for (const error of refused) expect(error).toMatchObject({ code: "LIMIT.SESSIONS" });
    const hers = rig.deps.live.all().filter(({ actor }) => actor.userId === eve.actor.userId);
    const running = new Set(hers.map(({ id }) => id));
    while (running.size > 0) {
      const session = await agent.session();
      if (running.delete(session.open.sessionId)) session.end();
    }
    await Promise.all(hers.map(({ over }) => over));
    await submitStatement(rig.deps, eve, { connection: shop, statement: "select 1" });
  });
});
