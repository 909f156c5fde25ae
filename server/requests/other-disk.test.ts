import { unlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decodeFrame } from "@/protocol/frame";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { kindReader } from "@/testing/run-on-rig";
import { getSession } from "../sessions/get-session";

let rig: PipelineRig;
let on: RequestRig;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

it("a command that was held in a gateway with another disk runs, recorded whole, in this one", async () => {
  const { connection } = await on.guarded();
  const { sessionId, requestId } = await on.held(connection);
  const see = async () => (await getSession(rig.deps, on.admin.actor, sessionId)).session;
  const file = (await see()).recording?.path ?? "";
  unlinkSync(path.join(rig.deps.env.GATEHOUSE_DATA, "recordings", file));
  await on.approve(await rig.person("dba"), requestId);
  const seen = kindReader();
  const running = on.page.runApproved(requestId, seen);
  const agents = await on.agent.session();
  agents.end();
  expect(await (await running).ended).toMatchObject({ kind: "over", end: { state: "done" } });
  expect(seen.kinds).toEqual(["input", "event", "end"]);
  const { recording } = await see();
  const kinds: string[] = [];
  for await (const { frame } of rig.deps.recordings.read(recording?.path ?? "", 0)) {
    kinds.push(decodeFrame(frame).kind);
  }
  expect(kinds).toEqual(seen.kinds);
});
