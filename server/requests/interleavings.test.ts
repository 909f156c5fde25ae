import fc from "fast-check";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GroupName } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { isOpenRequest } from "@/domain/requests/request";
import { type TestDeps, testDeps } from "@/testing/deps";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { findAsItIs } from "../connections/find-for-session";
import { connectDb } from "../db/connect-db";
import { claimRequest } from "./claim-request";
import { cancelRequest, revokeRequest } from "./end-request";
import { expireRequests } from "./expire-requests";
import { acceptProposal, modifyRequest } from "./modify-request";
import { voteOnRequest } from "./vote-on-request";

const GROUPS = ["dba", "security"] as const;

let rig: PipelineRig;
let on: RequestRig;
let gateways: readonly TestDeps[];
let connection: string;
let approvers: readonly Person[];

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
  const other = testDeps({ db: connectDb(rig.storeUrl, pino({ level: "silent" })) });
  gateways = [rig.deps, other];
  ({ connection } = await on.guarded({ approves: GROUPS }));
  approvers = [
    await rig.person("dba"),
    await rig.person("security"),
    await rig.person("dba", "security"),
  ];
});
afterAll(async () => {
  await gateways[1]?.db.close();
  gateways[1]?.dispose();
  await rig.close();
});

/** What somebody does, through which gateway. Whoever it is not for is refused; that is part of it. */
const act = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant("approve" as const) },
    { weight: 5, arbitrary: fc.constant("claim" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("reject", "modify", "accept", "cancel", "revoke", "expire"),
    },
  ),
  who: fc.nat(2),
  gateway: fc.nat(1),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Acts that happen at once, or somebody who leaves or joins a group between them. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ acts: fc.array(act, { minLength: 1, maxLength: 4 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      who: fc.nat(2),
      group: fc.constantFrom(...GROUPS),
      joins: fc.boolean(),
    }),
  },
);

const approves = (who: number) => ({ acts: [{ what: "approve" as const, who, gateway: who }] });
/** Some begin where it gets interesting: one vote is missing, or none. */
const history = fc
  .tuple(
    fc.constantFrom([], [approves(0)], [approves(0), approves(1)], [approves(0), approves(1)]),
    fc.array(step, { minLength: 2, maxLength: 6 }),
  )
  .map(([begun, rest]) => [...begun, ...rest]);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function perform(id: string, { what, who, gateway }: Act): Promise<boolean> {
  const deps = gateways[gateway] ?? rig.deps;
  const approver = await present(approvers[who] ?? on.admin);
  const { revision, command } = (await on.see(id)).request;
  switch (what) {
    case "approve":
    case "reject":
      await voteOnRequest(deps, approver, { id, revision, verdict: what, reason: "x", via: "web" });
      return false;
    case "modify":
      await modifyRequest(deps, approver, { id, revision, command: `${command} -- edited` });
      return false;
    case "accept":
      await acceptProposal(deps, on.ben, { id, revision });
      return false;
    case "cancel":
      await cancelRequest(deps, on.ben, id);
      return false;
    case "revoke":
      await revokeRequest(deps, approver, { id, reason: "x" });
      return false;
    case "expire":
      await expireRequests(deps);
      return false;
    case "claim":
      return await claim(deps, id);
  }
}

async function claim(deps: TestDeps, requestId: string): Promise<boolean> {
  const found = await findAsItIs(deps, connection);
  if (found === null) throw new Error("the connection is gone");
  const { contractDigest } = (await on.see(requestId)).request;
  await claimRequest(deps, {
    ...{ actor: on.ben.actor, origin: "test", requestId, contractDigest, connection: found },
  });
  return true;
}

/** As a fresh sign-in would know them: with the groups of now. */
async function present(person: Person): Promise<Person> {
  const groups = [...(membership.get(person.actor.userId) ?? [])];
  return { ...person, actor: { ...person.actor, groups } };
}

/** So that a run in which nothing was ever claimed proves nothing. */
let claimedEver = 0;
let membership = new Map<string, Set<GroupName>>();

async function setGroup(person: Person, group: GroupName, joins: boolean): Promise<void> {
  const { userId } = person.actor;
  const groups = membership.get(userId) ?? new Set();
  if (joins) groups.add(group);
  else groups.delete(group);
  membership.set(userId, groups);
  await on.sql((client) =>
    client.query(
      joins
        ? `INSERT INTO membership SELECT $1, id, 'local' FROM "group" WHERE name = $2 ON CONFLICT DO NOTHING`
        : `DELETE FROM membership WHERE "userId" = $1
            AND "groupId" = (SELECT id FROM "group" WHERE name = $2)`,
      [userId, group],
    ),
  );
}

/** By trying every pair, not by the product's own matching: different people for the two groups. */
async function haveApproved(id: string): Promise<boolean> {
  const { votes, request } = await on.see(id);
  const valid = votes.filter(
    (vote) => vote.revision === request.revision && vote.verdict === "approve",
  );
  return valid.some((one) =>
    valid.some(
      (other) =>
        one.userId !== other.userId &&
        membership.get(one.userId)?.has("dba") === true &&
        membership.get(other.userId)?.has("security") === true,
    ),
  );
}

async function startingGroups(): Promise<void> {
  membership = new Map();
  const starts: readonly (readonly GroupName[])[] = [["dba"], ["security"], GROUPS];
  for (const [at, person] of approvers.entries()) {
    for (const group of GROUPS) {
      await setGroup(person, group, starts[at]?.includes(group) === true);
    }
  }
}

/** All of them at once; how many claims were made. A refusal is an answer, any other error a bug. */
async function performAll(id: string, acts: readonly Act[]): Promise<number> {
  const wasOver = !isOpenRequest((await on.see(id)).request.state);
  const refused = (error: unknown) => {
    if (isRefusal(error)) return false;
    throw error;
  };
  const done = await Promise.all(acts.map((one) => perform(id, one).catch(refused)));
  const claims = done.filter(Boolean).length;
  if (claims > 0) expect({ wasOver, approved: await haveApproved(id) }).toEqual(RIGHTLY);
  return claims;
}
const RIGHTLY = { wasOver: false, approved: true };

async function live(id: string, steps: readonly Step[]): Promise<number> {
  let claims = 0;
  for (const one of steps) {
    if ("acts" in one) claims += await performAll(id, one.acts);
    else await setGroup(approvers[one.who] ?? on.admin, one.group, one.joins);
  }
  return claims;
}

describe("whatever people do at once, in whichever gateway", () => {
  it("a request is claimed at most once, only while enough different people who may have approved it", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        await startingGroups();
        const { requestId: id } = await on.held(connection, "update t set a = 1");
        const claims = await live(id, steps);
        claimedEver += claims;
        expect(claims).toBeLessThanOrEqual(1);
        const { state } = (await on.see(id)).request;
        expect(state === "running").toBe(claims === 1);
      }),
      { numRuns: 40 },
    );
    expect(claimedEver).toBeGreaterThan(0);
  }, 120_000);
});
