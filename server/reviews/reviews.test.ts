import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReviewRig, refusal, refusalCode, reviewRig } from "@/testing/review-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { ensureGroup } from "../people/ensure-group";
import { submitStatement } from "../sessions/submit-statement";
import { cancelReview } from "./cancel-review";
import { decideItems } from "./decide-items";
import { exportReview } from "./export-review";
import { getReview } from "./get-review";
import { keepRest } from "./keep-rest";
import { listReviews } from "./list-reviews";
import { listSubjects } from "./list-subjects";
import { openPermissions } from "./reviewer";
import { verifyReview } from "./verify-review";

let rig: ReviewRig;
let agent: ScriptedAgent;

beforeAll(async () => {
  rig = await reviewRig();
  agent = await rig.agent();
});
afterAll(() => rig.close());

describe("a review that starts", () => {
  it("lists everybody in the group with what they did on its connections", async () => {
    const group = rig.fresh("sales");
    const ben = await rig.person(group);
    const eve = await rig.person(group);
    const { name } = await rig.connection({ accessGroups: [group] });
    const elsewhere = await rig.connection({ accessGroups: [group, "support"] });
    for (const [connection, statement] of [
      [name, "select 1"],
      [name, "update t set a = 1 where b"],
      [elsewhere.name, "drop table t"],
    ] as const) {
      const sent = await submitStatement(rig.deps, ben, { connection, statement });
      await sent.stored();
      (await agent.session()).end();
    }
    const [first, second] = await rig.items(await rig.start("group", group));
    expect(first).toMatchObject({
      ...{ userId: ben.actor.userId, sessions: 3, kinds: { read: 1, write: 1, schema: 1 } },
      ...{ verdict: null, byRole: false, groups: [{ name: group, sources: ["local"] }] },
    });
    expect(first?.lastUsedAt).toBeInstanceOf(Date);
    expect(second).toMatchObject({ userId: eve.actor.userId, sessions: 0, lastUsedAt: null });
  });

  it("of a connection lists who may use it, by which groups, and admins as let in by their role", async () => {
    const [one, two] = [rig.fresh("ops"), rig.fresh("dev")];
    const both = await rig.person(one, two);
    const auditor = await rig.person(one, "auditor");
    const { name } = await rig.connection({ accessGroups: [one, two] });
    const found = await rig.items(await rig.start("connection", name));
    const item = found.find(({ userId }) => userId === both.actor.userId);
    expect(item?.groups.map((group) => group.name).sort()).toEqual([two, one].sort());
    expect(found.find(({ userId }) => userId === rig.ada.actor.userId)).toMatchObject({
      byRole: true,
    });
    expect(found.some(({ userId }) => userId === auditor.actor.userId)).toBe(false);
  });

  it("is the only open one of its subject, and is refused where nobody would lose anything", async () => {
    const group = rig.fresh("sales");
    await rig.person(group);
    const id = await rig.start("group", group);
    expect(await refusalCode(rig.start("group", group))).toBe("REVIEW.EXISTS");
    await cancelReview(rig.deps, rig.ada, id);
    expect(await refusalCode(rig.start("group", group))).toBe("nothing");
    await rig.deps.db.transaction((tx) => ensureGroup(tx, "empty"));
    expect(await refusalCode(rig.start("group", "empty"))).toBe("REVIEW.NOBODY");
  });

  it("is refused above five thousand people", async () => {
    const group = rig.fresh("crowd");
    await rig.person(group);
    await rig.deps.db.direct`
      WITH people AS (INSERT INTO "user" (id, name, email)
        SELECT 'usr_crowd' || n, 'Crowd ' || n, 'crowd' || n || '@corp.test'
        FROM generate_series(1, 5000) n RETURNING id)
      INSERT INTO membership ("userId", "groupId")
        SELECT people.id, g.id FROM people, "group" g WHERE g.name = ${group}`;
    expect(await refusalCode(rig.start("group", group))).toBe("LIMIT.REVIEW");
    await rig.deps.db.direct`DELETE FROM "user" WHERE id = 'usr_crowd1'`;
    const id = await rig.start("group", group);
    expect((await getReview(rig.deps, rig.ada.actor, id)).counts).toMatchObject({ people: 5_000 });
    expect(await keepRest(rig.deps, rig.ada, id)).toEqual({ decided: 5_000 });
    await rig.complete(id);
  }, 120_000);
});

describe("who sees and decides", () => {
  it("an owner: their group's reviews and nothing else; what they do not see is absent", async () => {
    const [mine, other] = [rig.fresh("mine"), rig.fresh("other")];
    const olga = await rig.person("support");
    const ben = await rig.person(mine, other);
    await rig.ownedBy(mine, olga);
    const own = await rig.start("group", mine, olga);
    const foreign = await rig.start("group", other);
    const forOlga = (await listReviews(rig.deps, olga.actor, { limit: 50 })).rows;
    expect(forOlga.map(({ review }) => review.id)).toEqual([own]);
    expect(await listSubjects(rig.deps, olga.actor)).toEqual({ groups: [mine], connections: [] });

    const answers = async (id: string) => [
      await refusal(getReview(rig.deps, olga.actor, id)),
      await refusal(rig.items(id, olga)),
      await refusal(verifyReview(rig.deps, olga.actor, id)),
      await refusal(exportReview(rig.deps, olga, { id, format: "csv" })),
      await refusal(
        decideItems(rig.deps, olga, {
          ...{ id, items: [{ number: 1, version: 0 }], verdict: "keep", reason: "" },
        }),
      ),
      await refusal(keepRest(rig.deps, olga, id)),
      await refusal(rig.complete(id, olga)),
      await refusal(cancelReview(rig.deps, olga, id)),
    ];
    const absent = (await answers("rev_absent")).map((text) => text.replace("rev_absent", "it"));
    expect((await answers(foreign)).map((text) => text.replace(foreign, "it"))).toEqual(absent);
    expect(await refusal(rig.start("group", other, olga))).toBe(
      (await refusal(rig.start("group", "nothing", olga))).replace("nothing", other),
    );
    const { name } = await rig.connection();
    expect(await refusalCode(rig.start("connection", name, olga))).toBe("ACCESS.NOT_FOUND");

    await rig.decide(own, ben, { by: olga });
    await rig.complete(own, olga);
    expect(await rig.groupsOf(ben)).toEqual([other]);
  });

  it("a member who owns nothing: reviews are not even among what is open to them", async () => {
    const ben = await rig.person("support");
    expect(await refusalCode(listReviews(rig.deps, ben.actor, { limit: 50 }))).toBe("ACCESS.ROLE");
    const open = await openPermissions(rig.deps, ben.actor);
    expect(open.filter((name) => name.startsWith("reviews:"))).toEqual([]);
    const group = rig.fresh("owned");
    await rig.person(group);
    await rig.ownedBy(group, ben);
    expect(await openPermissions(rig.deps, ben.actor)).toContain("reviews:see");
  });

  it("nobody about themself: neither an owner, nor an admin, nor by keeping the rest", async () => {
    const group = rig.fresh("close");
    const olga = await rig.person(group);
    const ben = await rig.person(group);
    await rig.ownedBy(group, olga);
    const id = await rig.start("group", group);
    expect(await refusalCode(rig.decide(id, olga, { verdict: "keep", by: olga }))).toBe(
      "REVIEW.OWN_ACCESS",
    );
    expect(await keepRest(rig.deps, olga, id)).toEqual({ decided: 1 });
    expect(await refusal(rig.complete(id, olga))).toContain(`Not decided yet: ${olga.actor.name}.`);
    await rig.decide(id, olga, { verdict: "keep" });
    expect(await rig.complete(id, olga)).toEqual({ removed: 0, notRemoved: 0 });
    expect((await rig.items(id)).map(({ outcome }) => outcome?.kind)).toEqual(["kept", "kept"]);
    expect(await rig.groupsOf(ben)).toEqual([group]);

    const admins = await rig.start("group", "admin");
    expect(await refusalCode(rig.decide(admins, rig.ada, { verdict: "keep" }))).toBe(
      "REVIEW.OWN_ACCESS",
    );
    await cancelReview(rig.deps, rig.ada, admins);
  });

  it("of two who decide at once about one person, one is told", async () => {
    const group = rig.fresh("race");
    await rig.person(group);
    const bea = await rig.person("admin");
    const id = await rig.start("group", group);
    const form = { id, items: [{ number: 1, version: 0 }], reason: "no longer needed" };
    const said = await Promise.all([
      refusalCode(decideItems(rig.deps, rig.ada, { ...form, verdict: "keep" })),
      refusalCode(decideItems(rig.deps, bea, { ...form, verdict: "revoke" })),
    ]);
    expect(said.sort()).toEqual(["REVIEW.CHANGED", "nothing"]);
    expect((await rig.items(id))[0]?.version).toBe(1);
    const ends = await Promise.all([
      refusalCode(rig.complete(id)),
      refusalCode(rig.complete(id, bea)),
    ]);
    expect(ends.sort()).toEqual(["REVIEW.NOT_OPEN", "nothing"]);
    expect(await refusalCode(decideItems(rig.deps, rig.ada, { ...form, verdict: "keep" }))).toBe(
      "REVIEW.NOT_OPEN",
    );
  });

  it("to revoke takes a reason", async () => {
    const group = rig.fresh("why");
    await rig.person(group);
    const id = await rig.start("group", group);
    const form = { id, items: [{ number: 1, version: 0 }], verdict: "revoke" } as const;
    expect(await refusal(decideItems(rig.deps, rig.ada, { ...form, reason: " " }))).toContain(
      "why",
    );
  });
});
