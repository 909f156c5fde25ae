import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf } from "@/testing/run-on-rig";
import { earlierRequests } from "./earlier-requests";
import { requestFilter } from "./form";
import { getRequest } from "./get-request";
import type { RequestSummary } from "./list/store";
import { listRequests } from "./list-requests";
import { presentEarlier } from "./present";
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

describe("earlier requests of the same person", () => {
  const earlier = async (person: { readonly actor: typeof on.ben.actor }, id: string) =>
    (await earlierRequests(rig.deps, person.actor, id)).map((row) => row.id);

  it("are those that whoever looks may see, on the same connection first, and no later ones", async () => {
    const { connection: here } = await on.guarded();
    const { connection: there } = await on.guarded();
    const { connection: others } = await on.guarded({ approves: ["security"] });
    const { requestId: first } = await on.held(here, "update t set a = 1");
    const { requestId: second } = await on.held(there);
    const { requestId: hidden } = await on.held(others);
    const { requestId: now } = await on.held(here);
    const { requestId: later } = await on.held(here);
    const dba = await rig.person("dba");
    const seen = await earlier(dba, now);
    expect(seen.slice(0, 1)).toEqual([first]);
    expect(seen).toContain(second);
    for (const id of [hidden, now, later]) expect(seen).not.toContain(id);
    expect(await earlier(on.admin, now)).toContain(hidden);
    expect(await codeOf(earlier(dba, hidden))).toBe("REQUEST.NOT_FOUND");
    expect(await codeOf(earlier(await rig.person("support"), now))).toBe("REQUEST.NOT_FOUND");
  });

  it("are ten at most, of this person only", async () => {
    const { connection } = await on.guarded();
    const other = await rig.person("support");
    const page = await rig.page(other);
    const { requestId: foreign } = await page.submit({ connection, statement: "delete from t" });
    for (let count = 0; count < 11; count += 1) await on.held(connection);
    const { requestId: now } = await on.held(connection);
    const rows = await earlierRequests(rig.deps, (await rig.person("dba")).actor, now);
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map((row) => row.requesterEmail))).toEqual(new Set([on.ben.actor.email]));
    expect(rows.map((row) => row.id)).not.toContain(foreign);
  });

  it("show the first line of what was asked for", () => {
    const row = { command: "\n  update t\n set a = 1", commandCut: false } as RequestSummary;
    expect(presentEarlier(row)).toMatchObject({ command: "update t", commandCut: true });
    const short = { command: "update t set a = 1\n", commandCut: false } as RequestSummary;
    expect(presentEarlier(short)).toMatchObject({
      command: "update t set a = 1",
      commandCut: false,
    });
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
