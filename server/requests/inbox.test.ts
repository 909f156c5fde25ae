import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf } from "@/testing/run-on-rig";
import { requestFilter } from "./form";
import { getRequest } from "./get-request";
import { listRequests } from "./list-requests";
import { requestStatistics } from "./request-statistics";

let rig: PipelineRig;
let on: RequestRig;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

describe("the statistics", () => {
  it("count what people decided and how long they took, and who asks most", async () => {
    const { connection } = await on.guarded();
    const before = await requestStatistics(rig.deps, { days: 30 });
    const { requestId } = await on.held(connection);
    await on.sql((client) =>
      client.query(
        `UPDATE access_request SET "createdAt" = now() - interval '10 days' WHERE id = $1`,
        [requestId],
      ),
    );
    await on.approve(await rig.person("dba"), requestId);
    const after = await requestStatistics(rig.deps, { days: 30 });
    expect(after).toMatchObject({ total: before.total + 1, approved: before.approved + 1 });
    expect(after.decidedSecondsP95).toBeGreaterThan(before.decidedSecondsP95 ?? 0);
    expect(after.topRequesters[0]?.email).toBe(on.ben.actor.email);
    expect((await requestStatistics(rig.deps, { days: 9 })).total).toBe(before.total);
  });
});

describe("requests of other people", () => {
  it("do not exist for members, and for approvers those that are not theirs to decide", async () => {
    const { connection } = await on.guarded();
    const { requestId } = await on.held(connection);
    const list = async (person: { readonly actor: typeof on.ben.actor }, box: "all" | "for-me") =>
      (await listRequests(rig.deps, person.actor, requestFilter.parse({ box }))).rows.map(
        ({ id }) => id,
      );
    for (const person of [await rig.person("support"), await rig.person("security")]) {
      expect(await list(person, "all")).not.toContain(requestId);
      expect(await codeOf(getRequest(rig.deps, person.actor, requestId))).toBe("REQUEST.NOT_FOUND");
      expect(await codeOf(on.approve(person, requestId))).toBe("REQUEST.NOT_FOUND");
    }
    const dba = await rig.person("dba");
    expect(await list(dba, "for-me")).toContain(requestId);
    expect(await list(on.admin, "all")).toContain(requestId);
    expect(await list(await rig.person("auditor"), "all")).toContain(requestId);
    await on.approve(dba, requestId);
    expect(await list(dba, "for-me")).not.toContain(requestId);
  });
});

describe("many who decide at once", () => {
  it("wait for each other, not for connections to the store that each of them holds", async () => {
    const { connection } = await on.guarded();
    const dba = await rig.person("dba");
    const asked = [];
    for (let count = 0; count < 25; count += 1) asked.push(await on.held(connection));
    const states = await Promise.all(asked.map(({ requestId }) => on.approve(dba, requestId)));
    expect(states.every(({ state }) => state === "approved")).toBe(true);
  });
});
