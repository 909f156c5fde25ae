import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTrail } from "@/testing/people";
import { type ReviewRig, refusalCode, reviewRig } from "@/testing/review-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { submitStatement } from "../sessions/submit-statement";
import { cancelReview } from "./cancel-review";
import { decideItems } from "./decide-items";
import { exportReview } from "./export-review";
import { getReview } from "./get-review";
import { keepRest } from "./keep-rest";
import { verifyReview } from "./verify-review";

let rig: ReviewRig;
let agent: ScriptedAgent;

beforeAll(async () => {
  rig = await reviewRig();
  agent = await rig.agent();
});
afterAll(() => rig.close());

describe("completing", () => {
  it("takes the access away in one go with its audit lines, and cuts what still runs", async () => {
    const group = rig.fresh("gone");
    const [ben, eve] = [await rig.person(group), await rig.person(group)];
    const { name } = await rig.connection({ accessGroups: [group] });
    const sent = await submitStatement(rig.deps, ben, { connection: name, statement: "select 1" });
    await sent.stored();
    const session = await agent.session();
    const id = await rig.start("connection", name);
    await rig.decide(id, ben);
    await keepRest(rig.deps, rig.ada, id);
    expect(await rig.complete(id)).toEqual({ removed: 1, notRemoved: 0 });
    expect(await session.cancelled()).toMatchObject({ code: "ACCESS.NOT_FOUND" });
    expect([await rig.groupsOf(ben), await rig.groupsOf(eve)]).toEqual([[], [group]]);
    expect((await auditTrail(rig.deps)).slice(-2)).toEqual([
      `user.groupsChanged ${ben.actor.email}`,
      `review.completed connection ${name}`,
    ]);
  });

  it("says what it could not carry out: the provider's memberships and groups joined since", async () => {
    const [given, later] = [rig.fresh("given"), rig.fresh("later")];
    const ben = await rig.person(given);
    const { name } = await rig.connection({ accessGroups: [given, later] });
    const id = await rig.start("connection", name);
    await rig.decide(id, ben);
    await keepRest(rig.deps, rig.ada, id);
    await rig.deps.db.direct`
      INSERT INTO membership ("userId", "groupId", source)
      SELECT ${ben.actor.userId}, id, CASE WHEN name = ${given} THEN 'idp' ELSE 'local' END
      FROM "group" WHERE name IN (${given}, ${later})`;
    expect(await rig.complete(id)).toEqual({ removed: 0, notRemoved: 1 });
    const item = (await rig.items(id)).find(({ userId }) => userId === ben.actor.userId);
    expect(item?.outcome).toEqual({
      ...{ kind: "not-removed", from: [given], provider: [given], joinedSince: [later] },
    });
    expect([...(await rig.groupsOf(ben))].sort()).toEqual([given, later].sort());
  });

  it("never leaves the place without an admin, whoever decided it", async () => {
    const everyAdmin = await rig.deps.db.direct<{ id: string }>`
      SELECT m."userId" AS id FROM membership m JOIN "group" g ON g.id = m."groupId"
      WHERE g.name = 'admin'`;
    const olga = await rig.person("support");
    await rig.ownedBy("admin", olga);
    const id = await rig.start("group", "admin", olga);
    const all = await rig.items(id);
    expect(all).toHaveLength(everyAdmin.length);
    await decideItems(rig.deps, olga, {
      id,
      items: all.map(({ number, version }) => ({ number, version })),
      ...{ verdict: "revoke", reason: "all of them" },
    });
    expect(await refusalCode(rig.complete(id, olga))).toBe("PEOPLE.LAST_ADMIN");
    expect((await getReview(rig.deps, rig.ada.actor, id)).review.state).toBe("open");
    expect(await rig.groupsOf(rig.ada)).toEqual(["admin"]);
    await cancelReview(rig.deps, rig.ada, id);
  });
});

describe("the evidence", () => {
  async function completed(): Promise<string> {
    const group = rig.fresh("evidence");
    const ben = await rig.person(group);
    const id = await rig.start("group", group);
    await rig.decide(id, ben);
    await rig.complete(id);
    return id;
  }

  it("of an open review is not there; of a completed one it has the digests that were kept", async () => {
    const id = await completed();
    const { review } = await getReview(rig.deps, rig.ada.actor, id);
    const auditor = await rig.person("auditor");
    const hash = async (format: "jsonl" | "csv") =>
      createHash("sha256")
        .update(await exportReview(rig.deps, auditor, { id, format }))
        .digest("hex");
    expect([await hash("jsonl"), await hash("csv")]).toEqual([
      ...[review.linesDigest, review.csvDigest],
    ]);
    expect((await auditTrail(rig.deps)).slice(-2)).toEqual([
      `review.exported group ${review.subject.name}`,
      `review.exported group ${review.subject.name}`,
    ]);
    const group = rig.fresh("open");
    await rig.person(group);
    const open = await rig.start("group", group);
    expect(await refusalCode(exportReview(rig.deps, rig.ada, { id: open, format: "csv" }))).toBe(
      "ACCESS.NOT_FOUND",
    );
  });

  it("does not change by our own hand, and shows when somebody changed it behind our back", async () => {
    const id = await completed();
    expect(await verifyReview(rig.deps, rig.ada.actor, id)).toEqual({ unchanged: true });
    const byUs = rig.deps.db.direct`
      UPDATE review_item SET reason = 'nicer' WHERE "reviewId" = ${id}`;
    await expect(byUs).rejects.toThrow("does not change");
    await rig.asSuperuser(`UPDATE review_item SET reason = 'nicer' WHERE "reviewId" = '${id}'`);
    expect(await verifyReview(rig.deps, rig.ada.actor, id)).toEqual({ unchanged: false });
  });
});
