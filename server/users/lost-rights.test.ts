import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { makeSignInWatch } from "../auth/sign-in-watch";
import type { Deps } from "../deps";
import { deleteGroup } from "../groups/delete-group";
import { openSlackDoor } from "../integrations/slack-door";
import { startJobs } from "../jobs/start-jobs";
import { beatGateway } from "../sessions/gateway-beat";
import { makeLiveSessions } from "../sessions/live-sessions";
import { submitStatement } from "../sessions/submit-statement";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { saveSignInSettings } from "../settings/save-sign-in-settings";
import { editGroupsOfMany } from "./bulk-groups";
import { deleteUser } from "./delete-user";
import { setStatus } from "./set-status";

const SECOND_MS = 1_000;
let rig: PipelineRig;
let agent: ScriptedAgent;
let ada: Person;
let ben: Person;
let shop: string;
let count = 0;

beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
  ada = await rig.person("admin");
  await beatGateway(rig.deps);
});
beforeEach(async () => {
  count += 1;
  ben = await rig.person("support", `team${count}`);
  shop = (await rig.connection({ accessGroups: [`team${count}`] })).name;
});
afterAll(() => rig.close());

const nothing = { record: () => undefined };
const groupId = async (name: string) =>
  (await rig.deps.db.read.group.findUnique({ where: { name } }))?.id ?? "";

/** What an admin does to Ben, and what his running query is then told. */
const CHANGES: readonly [string, (at: Deps) => Promise<unknown>, RegExp][] = [
  [
    "is deactivated",
    (at) => setStatus(at, ada, { id: ben.actor.userId, status: "inactive" }),
    /Your account is inactive/,
  ],
  ["is deleted", (at) => deleteUser(at, ada, ben.actor.userId), /Your account was deleted/],
  [
    "is taken out of the access group",
    (at) =>
      editGroupsOfMany(at, ada, {
        ...{ userIds: [ben.actor.userId], add: [], remove: [`team${count}`] },
      }),
    /Access to shop-\d+ was taken away while this ran/,
  ],
  [
    "loses the access group itself",
    async (at) => deleteGroup(at, ada, await groupId(`team${count}`)),
    /was taken away/,
  ],
  ["becomes an approver", (at) => mapTeamToApprover(at), /was taken away/],
];

async function mapTeamToApprover(at: Deps): Promise<void> {
  const before = await readSignInSettings(at);
  const line = { match: "exact", group: `team${count}`, role: "approver" } as const;
  const roleMappings = [...before.roleMappings, line];
  await saveSignInSettings(at, ada, { ...before, roleMappings });
}

async function running() {
  const { stored } = await submitStatement(rig.deps, ben, {
    ...{ connection: shop, statement: "select pg_sleep(60)" },
  });
  await stored();
  return await agent.session();
}

describe("the running query of somebody who", () => {
  it.each(CHANGES)("%s is cancelled at once, with the reason", async (_, change, because) => {
    const session = await running();
    await change(rig.deps);
    // No job runs here that would look later: the change itself tells.
    expect((await session.cancelled()).because).toMatch(because);
    session.end();
  });

  it.each(CHANGES)(
    "%s at another gateway is cancelled within a second, with the reason",
    async (_, change, because) => {
      const session = await running();
      const jobs = startJobs(rig.deps, openSlackDoor(rig.deps));
      const elsewhere = { ...rig.deps, signInWatch: makeSignInWatch(), live: makeLiveSessions() };
      await change(elsewhere);
      const startedMs = performance.now();
      expect((await session.cancelled()).because).toMatch(because);
      expect(performance.now() - startedMs).toBeLessThan(SECOND_MS);
      session.end();
      await jobs.stop();
    },
  );
});

describe("an open page", () => {
  it("is told that its person was deactivated, and cut", async () => {
    const page = await rig.page(ben);
    const { ended } = await page.run(shop, "select 1", nothing);
    const session = await agent.session();
    await setStatus(rig.deps, ada, { id: ben.actor.userId, status: "inactive" });
    expect(await ended).toEqual({
      ...{ kind: "cut", because: "sign-in ended: Your account is inactive." },
    });
    session.end();
  });

  it("of somebody who became an approver reads no session on, their own included", async () => {
    const session = await running();
    const page = await rig.page(ben);
    const { ended } = await page.follow(session.open.sessionId, 0, nothing);
    await mapTeamToApprover(rig.deps);
    expect(await ended).toMatchObject({ kind: "lost", refusal: { code: "ACCESS.NOT_FOUND" } });
    session.end();
  });

  it("of an auditor who is none any more reads others' sessions no more", async () => {
    const cleo = await rig.person("auditor");
    const session = await running();
    const page = await rig.page(cleo);
    const { ended } = await page.follow(session.open.sessionId, 0, nothing);
    await editGroupsOfMany(rig.deps, ada, {
      ...{ userIds: [cleo.actor.userId], add: [], remove: ["auditor"] },
    });
    expect(await ended).toMatchObject({ kind: "lost", refusal: { code: "ACCESS.NOT_FOUND" } });
    session.end();
  });
});
