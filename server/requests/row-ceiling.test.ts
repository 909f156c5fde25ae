import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invariant } from "@/domain/invariant";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import { ScriptedAgent } from "@/testing/scripted-agent";
import { createAgent } from "../agents/create-agent";
import { findAsItIs } from "../connections/find-for-session";
import { claimRequest } from "./claim-request";
import { acceptProposal, modifyRequest } from "./modify-request";

let rig: PipelineRig;
let on: RequestRig;
let dba: Person;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
  dba = await rig.person("dba");
});
afterAll(() => rig.close());

const COMMAND = "update t set a = 1 where b = 2";
interface Edit {
  readonly revision?: number;
  readonly command?: string;
  readonly affectedRowsMax?: number | null;
}
const edit = (id: string, { revision = 1, command = COMMAND, ...ceiling }: Edit) =>
  modifyRequest(rig.deps, dba, { id, revision, command, ...ceiling });

async function held(): Promise<string> {
  const { connection } = await on.guarded();
  return (await on.held(connection, COMMAND)).requestId;
}

describe("a row ceiling that an approver sets", () => {
  it("is a revision that who asked accepts, and reaches the agent; above it the request failed", async () => {
    const id = await held();
    const proposed = await edit(id, { affectedRowsMax: 5 });
    expect(proposed).toMatchObject({ state: "proposed", revision: 2, affectedRowsMax: 5 });
    expect((await acceptProposal(rig.deps, on.ben, { id, revision: 2 })).state).toBe("approved");
    const running = on.page.runApproved(id, kindReader());
    const session = await on.agent.session();
    expect(session.open).toMatchObject({ statement: COMMAND, limits: { affectedRowsMax: 5 } });
    const because = "6 rows were changed, more than the 5 allowed; all was rolled back.";
    session.end({ state: "failed", code: "LIMIT.AFFECTED", because });
    await (await running).ended;
    await expect.poll(() => on.state(id)).toBe("failed");
    const { request, revisions } = await on.see(id);
    expect(request.because).toBe(because);
    expect(revisions.map((one) => one.affectedRowsMax)).toEqual([null, 5]);
  });

  it("and the command are claimed as they were read to run, or not at all", async () => {
    const id = await held();
    const read = (await on.see(id)).request;
    await edit(id, { affectedRowsMax: 5 });
    await acceptProposal(rig.deps, on.ben, { id, revision: 2 });
    const connection = await findAsItIs(rig.deps, read.connectionName);
    invariant(connection !== null, "the connection is there");
    const { contractDigest } = read;
    const claim = { ...on.ben, requestId: id, contractDigest, connection };
    expect(await codeOf(claimRequest(rig.deps, claim))).toBe("REQUEST.CHANGED");
    expect(await on.state(id)).toBe("approved");
    const now = (await on.see(id)).request;
    await claimRequest(rig.deps, { ...claim, contractDigest: now.contractDigest });
    expect(await on.state(id)).toBe("running");
  });

  it("stays when only the command is edited, and is taken away when that is said", async () => {
    const id = await held();
    await edit(id, { affectedRowsMax: 5 });
    const narrower = `${COMMAND} and c = 3`;
    const command = { revision: 2, command: narrower };
    expect(await edit(id, command)).toMatchObject({ command: narrower, affectedRowsMax: 5 });
    const freed = await edit(id, { ...command, revision: 3, affectedRowsMax: null });
    expect(freed).toMatchObject({ revision: 4, affectedRowsMax: null });
  });

  it("is no edit when it is the same", async () => {
    const id = await held();
    expect(await codeOf(edit(id, { affectedRowsMax: null }))).toBe("INPUT.INVALID");
    await edit(id, { affectedRowsMax: 5 });
    const again = edit(id, { revision: 2, affectedRowsMax: 5 });
    expect(await codeOf(again)).toBe("INPUT.INVALID");
    expect((await on.see(id)).request.revision).toBe(2);
  });

  it("is refused with the command that no ceiling bounds", async () => {
    const id = await held();
    for (const command of ["truncate t", "update t set a = 1; commit", "vacuum t"]) {
      const bounded = edit(id, { command, affectedRowsMax: 5 });
      expect(await codeOf(bounded), command).toBe("STATEMENT.UNSUPPORTED");
    }
    expect((await on.see(id)).request).toMatchObject({ state: "pending", affectedRowsMax: null });
  });

  it("is refused while the agent is away, and of one that cannot hold it", async () => {
    const { id: agentId, key } = await createAgent(rig.deps, on.admin, "older");
    const { name: connection } = await rig.connection({ agentId });
    await on.rule({ connection });
    const { requestId: id } = await on.held(connection, COMMAND);
    expect(await codeOf(edit(id, { affectedRowsMax: 5 }))).toBe("AGENT.OFFLINE");
    const agent = new ScriptedAgent(rig.url, key, { capabilities: ["postgres"] });
    expect(await agent.connected()).toBeNull();
    expect(await codeOf(edit(id, { affectedRowsMax: 5 }))).toBe("AGENT.TOO_OLD");
    agent.close();
    expect((await edit(id, { command: `${COMMAND} and c = 3` })).state).toBe("proposed");
  });
});
