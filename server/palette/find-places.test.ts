import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { appRouter } from "../api/root";
import { createCallerFactory } from "../api/trpc";
import { submitStatement } from "../sessions/submit-statement";
import { findPlaces } from "./find-places";

const callerOf = createCallerFactory(appRouter);

let rig: PipelineRig;
let ada: Person;
let ben: Person;
let sam: Person;
let bensSession: string;
beforeAll(async () => {
  rig = await pipelineRig();
  const agent = await rig.agent();
  ada = await rig.person("admin");
  ben = await rig.person("support");
  sam = await rig.person("sales");
  await rig.connection({ name: "orders-eu", accessGroups: ["support"] });
  await rig.connection({ name: "orders-us", accessGroups: ["sales"] });
  await rig.connection({ name: "ledger", description: "every order", accessGroups: ["support"] });
  const input = { connection: "orders-eu", statement: "select  1 as\n orders_of_ben" };
  const submitted = await submitStatement(rig.deps, ben, input);
  await submitted.stored();
  bensSession = submitted.sessionId;
  (await agent.session()).end();
});
afterAll(() => rig.close());

const find = async ({ actor }: Person, text: string) =>
  (await findPlaces(rig.deps, actor, text)).map(({ kind, label }) => `${kind} ${label}`);

describe("the palette", () => {
  it("finds connections by name and description, those that begin with the text first", async () =>
    expect((await find(ada, "order")).filter((found) => found.startsWith("connection"))).toEqual([
      ...["connection orders-eu", "connection orders-us", "connection ledger"],
    ]));
  it("finds for a member only the connections of their groups", async () => {
    expect(await find(sam, "order")).toEqual(["connection orders-us"]);
    expect(await find(ben, "orders-us")).toEqual([]);
  });
  it("finds sessions by their statement, in one line, and by their id", async () => {
    const line = "session select 1 as orders_of_ben";
    expect(await find(ben, "orders_of_ben")).toEqual([line]);
    expect(await find(ben, bensSession)).toEqual([line]);
    expect(await find(ada, bensSession)).toEqual([line]);
  });
  it("finds nobody else's session for a member, by neither", async () => {
    expect(await find(sam, "orders_of_ben")).toEqual([]);
    expect(await find(sam, bensSession)).toEqual([]);
    expect(await find(sam, "ses_0000000000000000000000000z")).toEqual([]);
  });
  it("finds people, groups and agents for who may see them, and for nobody else", async () => {
    const olga = await rig.person("auditor");
    for (const reader of [ada, olga]) {
      expect(await find(reader, "support")).toContain("group support");
      expect(await find(reader, ben.actor.email)).toContain(`user ${ben.actor.name}`);
      expect(await find(reader, "embed")).toContainEqual(expect.stringMatching(/^agent /));
    }
    for (const text of ["support", ben.actor.email, "embed"]) {
      expect(await find(sam, text)).toEqual([]);
    }
  });
  it("finds nothing at all for an approver by role", async () => {
    const cleo = await rig.person("approver-x", "support");
    const texts = ["order", "select", "support", bensSession, "embed", ben.actor.email, "a"];
    for (const text of texts) {
      expect(await find(ada, text), `${text}: there is something to find`).not.toEqual([]);
      expect(await find(cleo, text)).toEqual([]);
    }
  });
  it("finds evidence for an auditor: every connection, every session", async () => {
    const olga = await rig.person("auditor");
    expect(await find(olga, "orders-")).toEqual([
      ...["connection orders-eu", "connection orders-us"],
    ]);
    for (const text of ["orders_of_ben", bensSession]) {
      expect(await find(olga, text)).toEqual(["session select 1 as orders_of_ben"]);
    }
  });
  it("answers a name that one may not see as one that does not exist", async () => {
    const { actor, origin } = sam;
    const ask = async (text: string) =>
      JSON.stringify(await callerOf({ deps: rig.deps, actor, origin }).palette.find({ text }));
    const hidden = ["orders-eu", bensSession, "support", ben.actor.email, "embed"];
    for (const text of hidden) {
      expect(await find(ada, text)).not.toEqual([]);
      expect(await ask(text)).toBe(await ask("no-such-thing"));
    }
    expect(await ask("orders-us")).not.toBe(await ask("no-such-thing"));
  });
  it("never shows a connection that was taken away since", async () => {
    const eve = await rig.person("night");
    const { name } = await rig.connection({ name: "night-db", accessGroups: ["night"] });
    expect(await find(eve, name)).toEqual(["connection night-db"]);
    expect(await find({ ...eve, actor: { ...eve.actor, groups: [] } }, name)).toEqual([]);
  });
  it("takes a sign of a pattern for itself", async () => expect(await find(ada, "%")).toEqual([]));
});
