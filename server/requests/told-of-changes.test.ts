import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestChanged, requestsChanged, watchRequests } from "@/testing/hear-of-requests";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf } from "@/testing/run-on-rig";
import { addNote } from "./add-to-request";

let rig: PipelineRig;
let on: RequestRig;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

describe("a change of a request", () => {
  it("is told to the lists of everybody, and to who watches it", async () => {
    const { connection } = await on.guarded();
    const dba = await rig.person("dba");
    const told = requestsChanged(await rig.page(dba));
    const { requestId } = await on.held(connection);
    await told;
    await watchRequests(on.page, requestId);
    const mine = requestChanged(on.page, requestId);
    await on.approve(dba, requestId);
    expect(await mine).toBe("approved");
    expect(await on.state(requestId)).toBe("approved");
  });

  it("cannot be watched by who may not see the request", async () => {
    const { connection } = await on.guarded();
    const { requestId } = await on.held(connection);
    const stranger = await rig.page(await rig.person("support"));
    expect(await codeOf(watchRequests(stranger, requestId))).toBe("REQUEST.NOT_FOUND");
  });

  it("is not told of a request that the page no longer watches", async () => {
    const { connection } = await on.guarded();
    const { requestId: before } = await on.held(connection);
    const { requestId: after } = await on.held(connection);
    const told: string[] = [];
    on.page.listen("request.changed", (id) => told.push(id));
    await watchRequests(on.page, before);
    await watchRequests(on.page, after);
    for (const id of [before, after]) {
      await addNote(rig.deps, on.ben, { id, text: "it is for the audit" });
    }
    await expect.poll(() => told).toEqual([after]);
  });

  it("is told to lists once a second at most, to who watches it each time", async () => {
    const { connection } = await on.guarded();
    const { requestId: id } = await on.held(connection);
    await watchRequests(on.page, id);
    let ofLists = 0;
    on.page.listen("requests.changed", () => (ofLists += 1));
    const begun = performance.now();
    for (const text of ["one", "two", "three", "four", "five"]) {
      const changed = requestChanged(on.page, id);
      await addNote(rig.deps, on.ben, { id, text });
      expect(await changed).toBeNull();
    }
    expect(ofLists).toBeLessThanOrEqual(1 + Math.floor((performance.now() - begun) / 1_000));
    await expect.poll(() => ofLists).toBeGreaterThan(0);
  });
});
