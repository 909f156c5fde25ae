import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoredRecord } from "@/domain/recording/recording-format";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { RecordingFollower } from "./follow-recording";
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

const FOLLOWS_MAX = 32;

describe("one page", () => {
  it("follows no more sessions than it may, also when it asks for all at once", async () => {
    const ids: string[] = [];
    for (let count = 0; count < FOLLOWS_MAX + 8; count += 1) {
      const input = { connection: shop, statement: "select 1" };
      ids.push((await submitStatement(rig.deps, ben, input)).sessionId);
      await agent.session();
    }
    const page = await rig.page(ben);
    const asked = ids.map((id) => page.follow(id, 0, { record: () => undefined }));
    const lost: string[] = [];
    for (const one of await Promise.allSettled(asked)) {
      if (one.status === "rejected") lost.push(String(one.reason));
      else
        void one.value.ended.then((end) => {
          if (end.kind === "lost") lost.push(end.refusal.code);
        });
    }
    await Promise.allSettled([page.cancel("ses_0")]); // Answered behind all that was asked before.
    expect(lost).toHaveLength(8);
    for (const session of agent.sessions.values()) session.end();
  });
});

describe("a reader of a file that waits for its own reader", () => {
  it("closes the file when the recording is lost", async () => {
    let closed = false;
    async function* read(): AsyncGenerator<StoredRecord> {
      try {
        for (let index = 0; ; index += 1) yield { index, timeMs: 0, frame: new Uint8Array(1) };
      } finally {
        closed = true;
      }
    }
    const source = { recorded: () => 9, total: () => null, recent: () => null, read };
    const nobody = { onRecord: () => undefined, onOver: () => undefined, isFull: () => false };
    const place = { isOwner: true, from: 0, upTo: 1, onLost: () => undefined };
    const follower = new RecordingFollower(
      { ...source, onMoved: () => undefined },
      { ...nobody, ...place },
    );
    follower.wake();
    while (follower.next === 0) await new Promise((resolve) => setImmediate(resolve));
    follower.lose(new Error("the disk is full"));
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(true);
  });
});
