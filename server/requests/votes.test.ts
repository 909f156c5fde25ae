import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiKeyId } from "@/domain/people/user";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf, kindReader } from "@/testing/run-on-rig";
import { getSession } from "../sessions/get-session";
import { addNote, nudge } from "./add-to-request";
import { approveMany } from "./approve-many";
import { cancelRequest, revokeRequest } from "./end-request";
import { expireRequests } from "./expire-requests";
import { getRequest } from "./get-request";
import { acceptProposal, modifyRequest } from "./modify-request";

let rig: PipelineRig;
let on: RequestRig;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
});
afterAll(() => rig.close());

const TWO = { approves: ["dba", "security"] } as const;
const run = (id: string) => codeOf(on.page.runApproved(id, kindReader()));

describe("approving", () => {
  it("takes one person of each group: one in both neither blocks nor stands for both", async () => {
    const { connection } = await on.guarded(TWO);
    const { requestId } = await on.held(connection);
    expect((await on.approve(await rig.person("dba", "security"), requestId)).state).toBe(
      "pending",
    );
    expect((await on.see(requestId)).tally.demands[0]).toMatchObject({ isMet: false, missing: 1 });
    expect((await on.approve(await rig.person("dba"), requestId)).state).toBe("approved");
  });

  it("is done all the same by more people than are needed", async () => {
    const { connection } = await on.guarded({ approvals: "count", count: 2, approves: ["dba"] });
    const { requestId } = await on.held(connection);
    const dbas = await Promise.all([1, 2, 3].map(() => rig.person("dba")));
    const votes = await Promise.all(
      dbas.map((dba) => on.approve(dba, requestId).then(({ state }) => state, codeOfError)),
    );
    expect(votes.filter((state) => state === "approved").length).toBeGreaterThan(0);
    expect(await on.state(requestId)).toBe("approved");
  });

  it("twice by one person is one vote", async () => {
    const { connection } = await on.guarded({ approvals: "count", count: 2, approves: ["dba"] });
    const { requestId } = await on.held(connection);
    const dba = await rig.person("dba");
    await on.approve(dba, requestId);
    expect((await on.approve(dba, requestId)).state).toBe("pending");
    expect(await codeOf(on.reject(dba, requestId))).toBe("REQUEST.CHANGED");
  });

  it("is for the groups that the rule names, and not for who asked", async () => {
    const { connection } = await on.guarded();
    const { requestId } = await on.held(connection);
    const stranger = await rig.person("support");
    expect(await codeOf(on.approve(stranger, requestId))).toBe("REQUEST.NOT_FOUND");
    expect(await codeOf(on.approve(on.ben, requestId))).toBe("REQUEST.NOT_ALLOWED");
    expect(await codeOf(on.approve(on.admin, requestId))).toBe("REQUEST.NOT_ALLOWED");
    const auditor = await rig.person("auditor", "dba");
    expect(await codeOf(on.approve(auditor, requestId))).toBe("REQUEST.NOT_ALLOWED");
    expect(await on.state(requestId)).toBe("pending");
  });

  it("of one's own is possible only where the rule says so", async () => {
    const dba = await rig.person("support", "dba");
    const page = await rig.page(dba);
    for (const [selfApproval, answer] of [
      [false, "REQUEST.NOT_ALLOWED"],
      [true, "nothing"],
    ] as const) {
      const { connection } = await on.guarded({ selfApproval });
      const { requestId } = await page.submit({ connection, statement: "delete from t where a=1" });
      expect(await codeOf(on.approve(dba, requestId ?? ""))).toBe(answer);
    }
  });

  it("of several rules meets each of them", async () => {
    const { connection } = await on.guarded({ approves: ["dba"] });
    await on.rule({ connection, approves: ["security"], timeoutSeconds: 300 });
    const { requestId } = await on.held(connection);
    const { request, tally } = await on.see(requestId);
    expect(tally.demands).toHaveLength(2);
    expect(request.expiresAt.getTime() - request.createdAt.getTime()).toBe(300_000);
    expect((await on.approve(await rig.person("dba"), requestId)).state).toBe("pending");
    expect((await on.approve(await rig.person("security"), requestId)).state).toBe("approved");
  });

  it("several at once tells of each that could not be", async () => {
    const { connection } = await on.guarded();
    const one = await on.held(connection);
    const other = await on.held(connection);
    await cancelRequest(rig.deps, on.ben, other.requestId);
    const dba = await rig.person("dba");
    const asked = [one, other].map(({ requestId: id }) => ({ id, revision: 1 }));
    const [first, second] = await approveMany(rig.deps, dba, asked);
    expect(first?.refusal).toBeNull();
    expect(second?.refusal?.code).toBe("REQUEST.CHANGED");
  });

  it("says of each vote, also of several and of an edit, whether a page or a key sent it", async () => {
    const { connection } = await on.guarded();
    const dba = await rig.person("dba");
    const { actor, origin } = dba;
    const id = `key_${"0".repeat(26)}` as ApiKeyId;
    const apiKey = { id, name: "ci", isBound: true, scopes: ["requests:vote"] } as const;
    const key = { actor: { ...actor, apiKey }, origin };
    const { requestId: one } = await on.held(connection);
    await approveMany(rig.deps, key, [{ id: one, revision: 1 }]);
    const { requestId: other } = await on.held(connection);
    await modifyRequest(rig.deps, key, { id: other, revision: 1, command: "update t set a = 2" });
    const { requestId: third } = await on.held(connection);
    await approveMany(rig.deps, dba, [{ id: third, revision: 1 }]);
    const via = async (of: string) => (await on.see(of)).votes.map((vote) => vote.via);
    expect(await Promise.all([one, other, third].map(via))).toEqual([["api"], ["api"], ["web"]]);
  });
});

describe("one reject", () => {
  it("ends it, with the reason for who asked; it cannot be run", async () => {
    const { connection } = await on.guarded(TWO);
    const { requestId } = await on.held(connection);
    await on.approve(await rig.person("dba"), requestId);
    const security = await rig.person("security");
    expect(await codeOf(on.reject(security, requestId, " "))).toBe("REQUEST.REASON_NEEDED");
    expect((await on.reject(security, requestId, "use the view")).state).toBe("rejected");
    const { request } = await getRequest(rig.deps, on.ben.actor, requestId);
    expect(request.because).toContain("use the view");
    expect(await run(requestId)).toBe("REQUEST.REJECTED");
  });
});

describe("what was approved", () => {
  async function approved(wish: Parameters<RequestRig["guarded"]>[0] = {}) {
    const { connection, ruleId } = await on.guarded(wish);
    const { requestId } = await on.held(connection);
    const dba = await rig.person("dba");
    await on.approve(dba, requestId);
    return { connection, ruleId, requestId, dba };
  }

  it("is void when the connection was changed since, and says what changed", async () => {
    const { connection, requestId } = await approved();
    await on.sql((client) =>
      client.query("UPDATE connection SET version = version + 1 WHERE name = $1", [connection]),
    );
    rig.deps.knownConnections.forget(connection);
    expect(await run(requestId)).toBe("REQUEST.VOID");
    expect((await on.see(requestId)).request).toMatchObject({
      state: "void",
      because: "It is void: the connection was changed since it was asked for.",
    });
  });

  it("is void when its rule was changed, and when a new rule asks more", async () => {
    const one = await approved();
    await on.sql((client) =>
      client.query("UPDATE access_rule SET version = version + 1 WHERE id = $1", [one.ruleId]),
    );
    expect(await run(one.requestId)).toBe("REQUEST.VOID");
    const other = await approved();
    await on.rule({ connection: other.connection, approves: ["security"] });
    expect(await run(other.requestId)).toBe("REQUEST.VOID");
    expect(await on.state(other.requestId)).toBe("void");
  });

  it("is void when who approved it may not approve it any more", async () => {
    const { requestId, dba } = await approved();
    await on.sql((client) =>
      client.query(`DELETE FROM membership WHERE "userId" = $1`, [dba.actor.userId]),
    );
    expect(await run(requestId)).toBe("REQUEST.VOID");
  });

  it("can be revoked and given back, and then not be run", async () => {
    const one = await approved();
    const revoke = { id: one.requestId, reason: "not now" };
    expect(await codeOf(revokeRequest(rig.deps, on.ben, revoke))).toBe("REQUEST.NOT_ALLOWED");
    await revokeRequest(rig.deps, one.dba, revoke);
    expect(await run(one.requestId)).toBe("REQUEST.REVOKED");
    const other = await approved();
    await cancelRequest(rig.deps, on.ben, other.requestId);
    expect(await run(other.requestId)).toBe("REQUEST.CANCELLED");
  });

  it("expires when nobody runs it, also while no gateway is up", async () => {
    const { requestId } = await approved();
    await on.sql((client) =>
      client.query(
        `UPDATE access_request SET "expiresAt" = now() - interval '1 hour' WHERE id = $1`,
        [requestId],
      ),
    );
    expect(await run(requestId)).toBe("REQUEST.EXPIRED");
    await expireRequests(rig.deps);
    expect(await on.state(requestId)).toBe("expired");
  });
});

describe("a request that nobody decides", () => {
  it("expires by itself, and a vote that comes too late does not count", async () => {
    const { connection } = await on.guarded();
    const { requestId } = await on.held(connection);
    await on.sql((client) =>
      client.query(`UPDATE access_request SET "expiresAt" = now() WHERE id = $1`, [requestId]),
    );
    const dba = await rig.person("dba");
    expect(await codeOf(on.approve(dba, requestId))).toBe("REQUEST.EXPIRED");
    await expireRequests(rig.deps);
    expect(await on.state(requestId)).toBe("expired");
  });

  it("is decided under the rules of now, not those of when it was asked", async () => {
    const { connection, ruleId } = await on.guarded();
    const { requestId } = await on.held(connection);
    await on.rule({ connection, approves: ["security"] });
    expect((await on.approve(await rig.person("dba"), requestId)).state).toBe("pending");
    const security = await rig.person("security");
    expect((await on.approve(security, requestId)).state).toBe("approved");
    expect((await on.see(requestId)).request.demands.map((one) => one.ruleId)).toContain(ruleId);
  });

  it("can be added to and nudged about, by who asked, not too often", async () => {
    const { connection } = await on.guarded();
    const { requestId } = await on.held(connection);
    await addNote(rig.deps, on.ben, { id: requestId, text: "it is for the audit" });
    expect((await on.see(requestId)).notes).toMatchObject([{ text: "it is for the audit" }]);
    expect(await codeOf(nudge(rig.deps, on.ben, requestId))).toBe("LIMIT.TRIES");
    const note = { id: requestId, text: "me too" };
    expect(await codeOf(addNote(rig.deps, on.admin, note))).toBe("REQUEST.NOT_ALLOWED");
  });
});

describe("an approver who edits the command", () => {
  it("makes a new text that earlier votes do not count for and that who asked must accept", async () => {
    const { connection } = await on.guarded(TWO);
    const { requestId: id, sessionId } = await on.held(connection, "update t set a = 1");
    await on.approve(await rig.person("security"), id);
    const dba = await rig.person("dba");
    const command = "update t set a = 1 where id = 4";
    expect(await modifyRequest(rig.deps, dba, { id, revision: 1, command })).toMatchObject({
      ...{ state: "proposed", revision: 2, command },
    });
    const security = await rig.person("security");
    expect(await codeOf(on.approve(security, id, 1))).toBe("REQUEST.CHANGED");
    const accept = { id, revision: 2 };
    expect(await codeOf(acceptProposal(rig.deps, dba, accept))).toBe("REQUEST.NOT_ALLOWED");
    expect((await acceptProposal(rig.deps, on.ben, accept)).state).toBe("pending");
    expect((await on.approve(security, id, 2)).state).toBe("approved");
    const running = on.page.runApproved(id, kindReader());
    const agents = await on.agent.session();
    expect(agents.open).toMatchObject({ statement: command, sessionId });
    agents.end();
    await (await running).ended;
    await expect.poll(() => on.state(id)).toBe("executed");
    const { session } = await getSession(rig.deps, on.admin.actor, sessionId);
    expect(session.statement).toBe(command);
    expect((await on.see(id)).revisions.map((one) => one.command)).toEqual([
      "update t set a = 1",
      command,
    ]);
  });

  it("is enough alone where one is enough: accepted, it is approved", async () => {
    const { connection } = await on.guarded();
    const { requestId: id } = await on.held(connection);
    const command = "update t set a = 9 where id = 1";
    await modifyRequest(rig.deps, await rig.person("dba"), { id, revision: 1, command });
    expect(await run(id)).toBe("REQUEST.CHANGED");
    expect((await acceptProposal(rig.deps, on.ben, { id, revision: 2 })).state).toBe("approved");
  });

  it("does not get rid of a rule by making a read of it", async () => {
    const { connection } = await on.guarded(TWO);
    const { requestId: id } = await on.held(connection);
    const command = "select 1";
    await modifyRequest(rig.deps, await rig.person("dba"), { id, revision: 1, command });
    expect((await acceptProposal(rig.deps, on.ben, { id, revision: 2 })).state).toBe("pending");
  });
});

function codeOfError(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
