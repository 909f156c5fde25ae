import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KeyScope } from "@/domain/people/key-scope";
import { GatewayClient, type KeyProof } from "@/testing/gateway-client";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { codeOf } from "@/testing/run-on-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { makeSignInWatch } from "../auth/sign-in-watch";
import { recheckRights } from "../sessions/recheck-rights";
import { createApiKey } from "./create-api-key";
import { revokeApiKey } from "./revoke-api-key";

const SCOPES: readonly KeyScope[] = ["sessions:run"];
const nothing = { record: () => undefined };
let rig: PipelineRig;
let agent: ScriptedAgent;
let ben: Person;
let shop: string;
const open: GatewayClient[] = [];

beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
});
beforeEach(async () => {
  ben = await rig.person("support");
  shop = (await rig.connection()).name;
});
afterAll(async () => {
  for (const page of open) page.close();
  await rig.close();
});

async function keyOf(person: Person, scopes = SCOPES) {
  const order = { name: `key ${rig.deps.newToken().slice(0, 6)}`, days: 1, addresses: [] };
  const what = { scopes, isBound: false, groups: ["support"] };
  return await createApiKey(rig.deps, person, { ...order, ...what });
}

async function connect(key: string, proof: Partial<KeyProof> = {}): Promise<GatewayClient> {
  const page = await GatewayClient.withKey(rig.url, { key, as: "auth", ...proof });
  open.push(page);
  return page;
}

const refusalOf = async (...given: Parameters<typeof connect>) =>
  await connect(...given).then(
    () => "connected",
    (error: Error) => error.message,
  );

describe("a socket with a key", () => {
  it("runs and reads what it ran; the session names key and person", async () => {
    const { key, name } = await keyOf(ben);
    for (const as of ["auth", "header"] as const) {
      const page = await connect(key, { as });
      const { ended, sessionId } = await page.run(shop, "select 1", nothing);
      (await agent.session()).end();
      expect(await ended).toMatchObject({ kind: "over" });
      const row = await rig.deps.db.read.session.findUniqueOrThrow({ where: { id: sessionId } });
      expect(row).toMatchObject({ ownerId: ben.actor.userId });
      expect(row.ownerName).toBe(`key ${name} of ${ben.actor.name}`);
    }
  });

  it("is refused with a wrong key, one in the address, or a cookie beside it", async () => {
    const { key } = await keyOf(ben);
    expect(await refusalOf("ghk_wrong")).toBe("KEY.REFUSED");
    expect(await refusalOf(key, { as: "query" })).toBe("SIGNIN.REQUIRED");
    expect(await refusalOf(key, { cookies: [ben.cookie] })).toBe("KEY.WITH_COOKIE");
  });

  it("reads no session that its person began without it, nor one of another key", async () => {
    const page = await rig.page(ben);
    const { sessionId } = await page.run(shop, "select 1", nothing);
    const session = await agent.session();
    const one = await connect((await keyOf(ben, ["sessions:run", "sessions:read"])).key);
    expect(await codeOf(one.follow(sessionId, 0, nothing))).toBe("ACCESS.NOT_FOUND");
    expect(await codeOf(one.cancel(sessionId))).toBe("ACCESS.NOT_FOUND");
    const own = await one.run(shop, "select 2", nothing);
    const second = await agent.session();
    const two = await connect((await keyOf(ben)).key);
    expect(await codeOf(two.follow(own.sessionId, 0, nothing))).toBe("ACCESS.NOT_FOUND");
    for (const running of [session, second]) running.end();
  });

  it("runs nothing without the scope for it", async () => {
    const page = await connect((await keyOf(ben, ["sessions:read"])).key);
    expect(await codeOf(page.run(shop, "select 1", nothing))).toBe("ACCESS.SCOPE");
  });

  it("is cut when the key is revoked, and what it runs is cancelled in the target", async () => {
    const { key, id } = await keyOf(ben);
    const page = await connect(key);
    const { ended } = await page.run(shop, "select pg_sleep(60)", nothing);
    const session = await agent.session();
    await revokeApiKey(rig.deps, ben, id);
    expect(await ended).toEqual({
      ...{ kind: "cut", because: "sign-in ended: The API key was revoked." },
    });
    expect(await session.cancelled()).toMatchObject({ code: "KEY.ENDED" });
  });

  it("is cut within a round of checking when another gateway revoked it", async () => {
    const { key, id } = await keyOf(ben);
    const page = await connect(key);
    const { ended } = await page.run(shop, "select pg_sleep(60)", nothing);
    const session = await agent.session();
    await recheckRights(rig.deps);
    expect(session.cancels).toEqual([]);
    await revokeApiKey({ ...rig.deps, signInWatch: makeSignInWatch() }, ben, id);
    await recheckRights(rig.deps);
    expect(await ended).toMatchObject({ kind: "cut" });
    expect(await session.cancelled()).toMatchObject({ code: "KEY.ENDED" });
  });

  it("loses a connection with the group that its maker lost", async () => {
    const page = await connect((await keyOf(ben)).key);
    await page.run(shop, "select pg_sleep(60)", nothing);
    const session = await agent.session();
    const where = { userId: ben.actor.userId };
    await rig.deps.db.transaction((tx) => tx.membership.deleteMany({ where }));
    await recheckRights(rig.deps);
    expect(await session.cancelled()).toMatchObject({ code: "ACCESS.NOT_FOUND" });
  });
});
