import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTrail } from "@/testing/people";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { actorOfSignIn } from "../auth/actor-of-sign-in";
import { ensureGroup } from "../people/ensure-group";
import { submitStatement } from "../sessions/submit-statement";
import { cancelReview } from "./cancel-review";
import { completeReview } from "./complete-review";
import { decideItems } from "./decide-items";
import { exportReview } from "./export-review";
import { getReview } from "./get-review";
import { keepRest } from "./keep-rest";
import { listItems } from "./list-items";
import { listReviews } from "./list-reviews";
import { listSubjects } from "./list-subjects";
import { openPermissions } from "./reviewer";
import { setOwners } from "./set-owners";
import { startReview } from "./start-review";
import { verifyReview } from "./verify-review";

let rig: PipelineRig;
let agent: ScriptedAgent;
let ada: Person;
let count = 0;

beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
  ada = await rig.person("admin");
});
afterAll(() => rig.close());

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return `${String(error.code)} ${error.message}`;
  }
}
const code = async (work: Promise<unknown>) => (await refusal(work)).split(" ", 1)[0];

function fresh(word: string): string {
  count += 1;
  return `${word}-${count}`;
}

const start = async (kind: "group" | "connection", name: string, by = ada) =>
  (await startReview(rig.deps, by, { kind, name, periodDays: 90 })).id;
const items = async (id: string, by = ada) =>
  (await listItems(rig.deps, by.actor, { id, shown: "all", limit: 200 })).items;
const complete = (id: string, by = ada) => completeReview(rig.deps, by, id);

async function decide(
  id: string,
  person: Person,
  { verdict = "revoke", by = ada }: { verdict?: "keep" | "revoke"; by?: Person } = {},
) {
  const item = (await items(id)).find(({ userId }) => userId === person.actor.userId);
  const { number = 0, version = 0 } = item ?? {};
  return await decideItems(rig.deps, by, {
    ...{ id, items: [{ number, version }], verdict, reason: "changed teams" },
  });
}

const groupsOf = async (person: Person) =>
  (await actorOfSignIn(rig.deps, person.actor.signInId))?.groups;
const ownedBy = (group: string, ...owners: Person[]) =>
  setOwners(rig.deps, ada, { group, emails: owners.map(({ actor }) => actor.email) });

/** What nobody may: the guards of the table are taken away first. */
async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client(rig.storeUrl);
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; ${sql}`);
  } finally {
    await client.end();
  }
}

describe("a review that starts", () => {
  it("lists everybody in the group with what they did on its connections", async () => {
    const group = fresh("sales");
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
    const [first, second] = await items(await start("group", group));
    expect(first).toMatchObject({
      ...{ userId: ben.actor.userId, sessions: 3, kinds: { read: 1, write: 1, schema: 1 } },
      ...{ verdict: null, byRole: false, groups: [{ name: group, sources: ["local"] }] },
    });
    expect(first?.lastUsedAt).toBeInstanceOf(Date);
    expect(second).toMatchObject({ userId: eve.actor.userId, sessions: 0, lastUsedAt: null });
  });

  it("of a connection lists who may use it, by which groups, and admins as let in by their role", async () => {
    const [one, two] = [fresh("ops"), fresh("dev")];
    const both = await rig.person(one, two);
    const auditor = await rig.person(one, "auditor");
    const { name } = await rig.connection({ accessGroups: [one, two] });
    const found = await items(await start("connection", name));
    const item = found.find(({ userId }) => userId === both.actor.userId);
    expect(item?.groups.map((group) => group.name).sort()).toEqual([two, one].sort());
    expect(found.find(({ userId }) => userId === ada.actor.userId)).toMatchObject({ byRole: true });
    expect(found.some(({ userId }) => userId === auditor.actor.userId)).toBe(false);
  });

  it("is the only open one of its subject, and is refused where nobody would lose anything", async () => {
    const group = fresh("sales");
    await rig.person(group);
    const id = await start("group", group);
    expect(await code(start("group", group))).toBe("REVIEW.EXISTS");
    await cancelReview(rig.deps, ada, id);
    expect(await code(start("group", group))).toBe("nothing");
    await rig.deps.db.transaction((tx) => ensureGroup(tx, "empty"));
    expect(await code(start("group", "empty"))).toBe("REVIEW.NOBODY");
  });

  it("is refused above five thousand people", async () => {
    const group = fresh("crowd");
    await rig.person(group);
    await rig.deps.db.direct`
      WITH people AS (INSERT INTO "user" (id, name, email)
        SELECT 'usr_crowd' || n, 'Crowd ' || n, 'crowd' || n || '@corp.test'
        FROM generate_series(1, 5000) n RETURNING id)
      INSERT INTO membership ("userId", "groupId")
        SELECT people.id, g.id FROM people, "group" g WHERE g.name = ${group}`;
    expect(await code(start("group", group))).toBe("LIMIT.REVIEW");
    await rig.deps.db.direct`DELETE FROM "user" WHERE id = 'usr_crowd1'`;
    const id = await start("group", group);
    expect((await getReview(rig.deps, ada.actor, id)).counts).toMatchObject({ people: 5_000 });
    expect(await keepRest(rig.deps, ada, id)).toEqual({ decided: 5_000 });
    await complete(id);
  });
});

describe("who sees and decides", () => {
  it("an owner: their group's reviews and nothing else; what they do not see is absent", async () => {
    const [mine, other] = [fresh("mine"), fresh("other")];
    const olga = await rig.person("support");
    const ben = await rig.person(mine, other);
    await ownedBy(mine, olga);
    const own = await start("group", mine, olga);
    const foreign = await start("group", other);
    const forOlga = (await listReviews(rig.deps, olga.actor, { limit: 50 })).rows;
    expect(forOlga.map(({ review }) => review.id)).toEqual([own]);
    expect(await listSubjects(rig.deps, olga.actor)).toEqual({ groups: [mine], connections: [] });

    const answers = async (id: string) => [
      await refusal(getReview(rig.deps, olga.actor, id)),
      await refusal(items(id, olga)),
      await refusal(verifyReview(rig.deps, olga.actor, id)),
      await refusal(exportReview(rig.deps, olga, { id, format: "csv" })),
      await refusal(
        decideItems(rig.deps, olga, {
          ...{ id, items: [{ number: 1, version: 0 }], verdict: "keep", reason: "" },
        }),
      ),
      await refusal(keepRest(rig.deps, olga, id)),
      await refusal(complete(id, olga)),
      await refusal(cancelReview(rig.deps, olga, id)),
    ];
    const absent = (await answers("rev_absent")).map((text) => text.replace("rev_absent", "it"));
    expect((await answers(foreign)).map((text) => text.replace(foreign, "it"))).toEqual(absent);
    expect(await refusal(start("group", other, olga))).toBe(
      (await refusal(start("group", "nothing", olga))).replace("nothing", other),
    );
    const { name } = await rig.connection();
    expect(await code(start("connection", name, olga))).toBe("ACCESS.NOT_FOUND");

    await decide(own, ben, { by: olga });
    await complete(own, olga);
    expect(await groupsOf(ben)).toEqual([other]);
  });

  it("a member who owns nothing: reviews are not even among what is open to them", async () => {
    const ben = await rig.person("support");
    expect(await code(listReviews(rig.deps, ben.actor, { limit: 50 }))).toBe("ACCESS.ROLE");
    const open = await openPermissions(rig.deps, ben.actor);
    expect(open.filter((name) => name.startsWith("reviews:"))).toEqual([]);
    const group = fresh("owned");
    await rig.person(group);
    await ownedBy(group, ben);
    expect(await openPermissions(rig.deps, ben.actor)).toContain("reviews:see");
  });

  it("nobody about themself: neither an owner, nor an admin, nor by keeping the rest", async () => {
    const group = fresh("close");
    const olga = await rig.person(group);
    const ben = await rig.person(group);
    await ownedBy(group, olga);
    const id = await start("group", group);
    expect(await code(decide(id, olga, { verdict: "keep", by: olga }))).toBe("REVIEW.OWN_ACCESS");
    expect(await keepRest(rig.deps, olga, id)).toEqual({ decided: 1 });
    expect(await refusal(complete(id, olga))).toContain(`Not decided yet: ${olga.actor.name}.`);
    await decide(id, olga, { verdict: "keep" });
    expect(await complete(id, olga)).toEqual({ removed: 0, notRemoved: 0 });
    expect((await items(id)).map(({ outcome }) => outcome?.kind)).toEqual(["kept", "kept"]);
    expect(await groupsOf(ben)).toEqual([group]);

    const admins = await start("group", "admin");
    expect(await code(decide(admins, ada, { verdict: "keep" }))).toBe("REVIEW.OWN_ACCESS");
    await cancelReview(rig.deps, ada, admins);
  });

  it("of two who decide at once about one person, one is told", async () => {
    const group = fresh("race");
    await rig.person(group);
    const bea = await rig.person("admin");
    const id = await start("group", group);
    const form = { id, items: [{ number: 1, version: 0 }], reason: "no longer needed" };
    const said = await Promise.all([
      code(decideItems(rig.deps, ada, { ...form, verdict: "keep" })),
      code(decideItems(rig.deps, bea, { ...form, verdict: "revoke" })),
    ]);
    expect(said.sort()).toEqual(["REVIEW.CHANGED", "nothing"]);
    expect((await items(id))[0]?.version).toBe(1);
    const ends = await Promise.all([code(complete(id)), code(complete(id, bea))]);
    expect(ends.sort()).toEqual(["REVIEW.NOT_OPEN", "nothing"]);
    expect(await code(decideItems(rig.deps, ada, { ...form, verdict: "keep" }))).toBe(
      "REVIEW.NOT_OPEN",
    );
  });

  it("to revoke takes a reason", async () => {
    const group = fresh("why");
    await rig.person(group);
    const id = await start("group", group);
    const form = { id, items: [{ number: 1, version: 0 }], verdict: "revoke" } as const;
    expect(await refusal(decideItems(rig.deps, ada, { ...form, reason: " " }))).toContain("why");
  });
});

describe("completing", () => {
  it("takes the access away in one go with its audit lines, and cuts what still runs", async () => {
    const group = fresh("gone");
    const [ben, eve] = [await rig.person(group), await rig.person(group)];
    const { name } = await rig.connection({ accessGroups: [group] });
    const sent = await submitStatement(rig.deps, ben, { connection: name, statement: "select 1" });
    await sent.stored();
    const session = await agent.session();
    const id = await start("connection", name);
    await decide(id, ben);
    await keepRest(rig.deps, ada, id);
    expect(await complete(id)).toEqual({ removed: 1, notRemoved: 0 });
    expect(await session.cancelled()).toMatchObject({ code: "ACCESS.NOT_FOUND" });
    expect([await groupsOf(ben), await groupsOf(eve)]).toEqual([[], [group]]);
    expect((await auditTrail(rig.deps)).slice(-2)).toEqual([
      `user.groupsChanged ${ben.actor.email}`,
      `review.completed connection ${name}`,
    ]);
  });

  it("says what it could not carry out: the provider's memberships and groups joined since", async () => {
    const [given, later] = [fresh("given"), fresh("later")];
    const ben = await rig.person(given);
    const { name } = await rig.connection({ accessGroups: [given, later] });
    const id = await start("connection", name);
    await decide(id, ben);
    await keepRest(rig.deps, ada, id);
    await rig.deps.db.direct`
      INSERT INTO membership ("userId", "groupId", source)
      SELECT ${ben.actor.userId}, id, CASE WHEN name = ${given} THEN 'idp' ELSE 'local' END
      FROM "group" WHERE name IN (${given}, ${later})`;
    expect(await complete(id)).toEqual({ removed: 0, notRemoved: 1 });
    const item = (await items(id)).find(({ userId }) => userId === ben.actor.userId);
    expect(item?.outcome).toEqual({
      ...{ kind: "not-removed", from: [given], provider: [given], joinedSince: [later] },
    });
    expect([...((await groupsOf(ben)) ?? [])].sort()).toEqual([given, later].sort());
  });

  it("never leaves the place without an admin, whoever decided it", async () => {
    const everyAdmin = await rig.deps.db.direct<{ id: string }>`
      SELECT m."userId" AS id FROM membership m JOIN "group" g ON g.id = m."groupId"
      WHERE g.name = 'admin'`;
    const olga = await rig.person("support");
    await ownedBy("admin", olga);
    const id = await start("group", "admin", olga);
    const all = await items(id);
    expect(all).toHaveLength(everyAdmin.length);
    await decideItems(rig.deps, olga, {
      id,
      items: all.map(({ number, version }) => ({ number, version })),
      ...{ verdict: "revoke", reason: "all of them" },
    });
    expect(await code(complete(id, olga))).toBe("PEOPLE.LAST_ADMIN");
    expect((await getReview(rig.deps, ada.actor, id)).review.state).toBe("open");
    expect(await groupsOf(ada)).toEqual(["admin"]);
    await cancelReview(rig.deps, ada, id);
  });
});

describe("the evidence", () => {
  async function completed(): Promise<string> {
    const group = fresh("evidence");
    const ben = await rig.person(group);
    const id = await start("group", group);
    await decide(id, ben);
    await complete(id);
    return id;
  }

  it("of an open review is not there; of a completed one it has the digests that were kept", async () => {
    const { createHash } = await import("node:crypto");
    const id = await completed();
    const { review } = await getReview(rig.deps, ada.actor, id);
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
    const group = fresh("open");
    await rig.person(group);
    const open = await start("group", group);
    expect(await code(exportReview(rig.deps, ada, { id: open, format: "csv" }))).toBe(
      "ACCESS.NOT_FOUND",
    );
  });

  it("does not change by our own hand, and shows when somebody changed it behind our back", async () => {
    const id = await completed();
    expect(await verifyReview(rig.deps, ada.actor, id)).toEqual({ unchanged: true });
    const byUs = rig.deps.db.direct`
      UPDATE review_item SET reason = 'nicer' WHERE "reviewId" = ${id}`;
    await expect(byUs).rejects.toThrow("does not change");
    await asSuperuser(`UPDATE review_item SET reason = 'nicer' WHERE "reviewId" = '${id}'`);
    expect(await verifyReview(rig.deps, ada.actor, id)).toEqual({ unchanged: false });
  });
});
