import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import { getSession } from "../sessions/get-session";
import { askWindow } from "./ask-window";
import { breakGlass } from "./break-glass";
import { getRequest } from "./get-request";
import { windowTerms } from "./window-terms";

let rig: PipelineRig;
let on: RequestRig;
let oncall: Person;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
  oncall = await rig.person("support", "oncall");
});
afterAll(() => rig.close());

const GLASS = { breakGlass: ["oncall"] } as const;
const WINDOW = { ...GLASS, kind: "jit", commands: "all" } as const;
const force = (person: Person, id: string, reason = "the shop is down") =>
  breakGlass(rig.deps, person, { id, revision: 1, reason });

async function heldByOncall(connection: string) {
  const page = await rig.page(oncall);
  const { requestId } = await page.submit({ connection, statement: "delete from t where a = 1" });
  return { page, id: requestId ?? "" };
}

describe("a held command whose requester breaks the glass", () => {
  it("is approved without a vote, flagged, with the reason, and runs where it was waited for", async () => {
    const { connection } = await on.guarded(GLASS);
    const { page, id } = await heldByOncall(connection);
    expect((await getRequest(rig.deps, oncall.actor, id)).rights.mayBreakGlass).toBe(true);
    expect((await force(oncall, id)).state).toBe("approved");
    expect((await on.see(id)).request).toMatchObject({
      ...{ forced: true, because: expect.stringContaining("the shop is down") },
    });
    const running = page.runApproved(id, kindReader());
    (await on.agent.session()).end();
    await (await running).ended;
    await expect.poll(() => on.state(id)).toBe("executed");
    const sessionId = (await on.see(id)).request.sessionId ?? "";
    expect((await on.see(id)).notes).toMatchObject([{ text: "the shop is down" }]);
    const { request } = await getSession(rig.deps, oncall.actor, sessionId);
    expect(request).toEqual({ id, forced: true });
    const events = await rig.deps.db.direct<{ event: string }>`
      SELECT event FROM outbox WHERE "requestId" = ${id} ORDER BY id`;
    expect(events.map(({ event }) => event)).toContain("request.forced");
  });

  it("waits on for everyone else, and where no reason is given", async () => {
    const { connection } = await on.guarded(GLASS);
    const { id } = await heldByOncall(connection);
    expect(await codeOf(force(oncall, id, " "))).toBe("REQUEST.REASON_NEEDED");
    const another = await rig.person("oncall", "dba");
    for (const person of [another, on.admin]) {
      expect(await codeOf(force(person, id))).toBe("REQUEST.NOT_ALLOWED");
    }
    expect(await codeOf(force(await rig.person("oncall"), id))).toBe("REQUEST.NOT_FOUND");
    const { requestId } = await on.held(connection);
    expect(await codeOf(force(on.ben, requestId))).toBe("REQUEST.NOT_ALLOWED");
    expect([await on.state(id), await on.state(requestId)]).toEqual(["pending", "pending"]);
  });

  it("asks the rules of now: one that was added since and lets nobody act at once is in the way", async () => {
    const { connection } = await on.guarded(GLASS);
    const { id } = await heldByOncall(connection);
    await on.rule({ connection, approves: ["security"] });
    expect(await codeOf(force(oncall, id))).toBe("REQUEST.NOT_ALLOWED");
  });

  it("is void when they may not act at once any more by the time it would run", async () => {
    const { connection } = await on.guarded(GLASS);
    const leaver = await rig.person("support", "oncall");
    const page = await rig.page(leaver);
    const { requestId } = await page.submit({ connection, statement: "delete from t where a = 1" });
    const id = requestId ?? "";
    await force(leaver, id);
    await on.sql((client) =>
      client.query(
        `DELETE FROM membership WHERE "userId" = $1
          AND "groupId" = (SELECT id FROM "group" WHERE name = 'oncall')`,
        [leaver.actor.userId],
      ),
    );
    expect(await codeOf(page.runApproved(id, kindReader()))).toBe("REQUEST.VOID");
    expect(await on.state(id)).toBe("void");
  });
});

describe("a window", () => {
  it("says before it is asked for what its rules allow, to whom", async () => {
    const { connection } = await on.guarded({ ...WINDOW, durationSecondsMax: 1_800 });
    expect(await windowTerms(rig.deps, oncall.actor, connection)).toEqual({
      ...{ durationSecondsMax: 1_800, reasonRequired: false, mayBreakGlass: true },
    });
    expect((await windowTerms(rig.deps, on.ben.actor, connection)).mayBreakGlass).toBe(false);
    const absent = windowTerms(rig.deps, on.ben.actor, "no-such-db");
    expect(await codeOf(absent)).toBe("ACCESS.NOT_FOUND");
  });

  it("opens at once when the glass is broken, asked for so or while it waits", async () => {
    const { connection } = await on.guarded(WINDOW);
    const wish = { connection, durationSeconds: 600, reason: "the shop is down", refersToId: null };
    const atOnce = await askWindow(rig.deps, oncall, { ...wish, breakGlass: true });
    expect(atOnce).toMatchObject({ state: "approved", forced: true });
    const waiting = await askWindow(rig.deps, oncall, { ...wish, breakGlass: false });
    expect(waiting.state).toBe("pending");
    const opened = await force(oncall, waiting.id);
    expect(opened).toMatchObject({ state: "approved", forced: true });
    expect((opened.endsAt?.getTime() ?? 0) - (opened.approvedAt?.getTime() ?? 0)).toBe(600_000);
  });
});
