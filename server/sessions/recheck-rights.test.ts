import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { endSignIn } from "../auth/end-sign-in";
import { makeSignInWatch } from "../auth/sign-in-watch";
import { recheckRights } from "./recheck-rights";
import { submitStatement } from "./submit-statement";

let rig: PipelineRig;
let agent: ScriptedAgent;
let ben: Person;
let shop: string;

beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
});
beforeEach(async () => {
  ben = await rig.person("support");
  shop = (await rig.connection()).name;
});
afterAll(() => rig.close());

/** Another gateway over the same store: what it announces, this one does not hear. */
const elsewhere = () => ({ ...rig.deps, signInWatch: makeSignInWatch() });
const nothing = { record: () => undefined };

async function running() {
  const { stored } = await submitStatement(rig.deps, ben, {
    ...{ connection: shop, statement: "select pg_sleep(60)" },
  });
  await stored();
  return await agent.session();
}

describe("what runs and who reads it", () => {
  it("ends when the sign-in was ended by another gateway", async () => {
    const page = await rig.page(ben);
    const { ended } = await page.run(shop, "select 1", nothing);
    const session = await agent.session();
    await endSignIn(elsewhere(), ben.actor.signInId, { because: "Out.", actor: null });
    await recheckRights(rig.deps);
    expect(await ended).toEqual({ kind: "cut", because: "sign-in ended: Out." });
    expect(await session.cancelled()).toMatchObject({ code: "SIGNIN.ENDED", because: "Out." });
  });

  it("ends when it was begun in the moment that the sign-in ended", async () => {
    await endSignIn(rig.deps, ben.actor.signInId, { because: "Out.", actor: null });
    const session = await running(); // As a door does that had read the person just before.
    await recheckRights(rig.deps);
    expect(await session.cancelled()).toMatchObject({ code: "SIGNIN.ENDED" });
  });

  it("ends when the person was deactivated, and the sign-in with it", async () => {
    const page = await rig.page(ben);
    const { ended } = await page.run(shop, "select 1", nothing);
    const session = await agent.session();
    const data = { status: "inactive" };
    await rig.deps.db.transaction((tx) =>
      tx.user.update({ where: { id: ben.actor.userId }, data }),
    );
    await recheckRights(rig.deps);
    expect(await ended).toMatchObject({ kind: "cut" });
    expect(await session.cancelled()).toMatchObject({ code: "SIGNIN.ENDED" });
  });

  it("ends when the person lost the group that gave access, and is told nothing else", async () => {
    const session = await running();
    await recheckRights(rig.deps);
    expect(session.cancels).toEqual([]);
    await rig.deps.db.transaction((tx) =>
      tx.membership.deleteMany({ where: { userId: ben.actor.userId } }),
    );
    await recheckRights(rig.deps);
    expect(await session.cancelled()).toMatchObject({ code: "ACCESS.NOT_FOUND" });
  });

  it("ends when its connection was deleted behind this gateway's back", async () => {
    const session = await running();
    await rig.deps.db.transaction((tx) => tx.connection.delete({ where: { name: shop } }));
    await recheckRights(rig.deps);
    expect(await session.cancelled()).toMatchObject({ code: "ACCESS.NOT_FOUND" });
  });

  it("is not read on by an auditor who is none any more", async () => {
    const cleo = await rig.person("auditor");
    const session = await running();
    const page = await rig.page(cleo);
    const { ended } = await page.follow(session.open.sessionId, 0, nothing);
    await recheckRights(rig.deps);
    await rig.deps.db.transaction((tx) =>
      tx.membership.deleteMany({ where: { userId: cleo.actor.userId } }),
    );
    await recheckRights(rig.deps);
    expect(await ended).toMatchObject({ kind: "lost", refusal: { code: "ACCESS.NOT_FOUND" } });
    session.end();
  });
});
