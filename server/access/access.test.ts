import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addedGuardrail } from "@/testing/guardrail-rig";
import { auditTrail } from "@/testing/people";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { addedRule } from "@/testing/rule-rig";
import { codeOf } from "@/testing/run-on-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { submitStatement } from "../sessions/submit-statement";
import { applyEdits } from "./apply-edits";
import { gridWindow } from "./form";
import { presentEffects, presentGrid, presentWhoMay, presentWhy } from "./present";
import { previewEdits } from "./preview-edits";
import { readGrid } from "./read-grid";
import { whoMay } from "./who-may";
import { why } from "./why";

let rig: PipelineRig;
let agent: ScriptedAgent;
let ada: Person;
let ben: Person;
let shop: string;
beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
  ada = await rig.person("admin");
});
beforeEach(async () => {
  ben = await rig.person("support", "night");
  shop = (await rig.connection({ accessGroups: ["support"] })).name;
});
afterAll(() => rig.close());

const edit = (add: string[], remove: string[] = [], version = 1) => [
  { connection: shop, version, add, remove },
];
const effect = async (add: string[], remove: string[] = []) =>
  presentEffects(await previewEdits(rig.deps, edit(add, remove))).connections[0];
const apply = (...change: Parameters<typeof edit>) =>
  applyEdits(rig.deps, ada, { edits: edit(...change) });
const listed = async () => {
  const window = gridWindow.parse({ connections: shop });
  return presentGrid(await readGrid(rig.deps, window)).connections[0];
};

describe("the grid of groups and connections", () => {
  it("shows a window: the connections and groups asked for, and how many there are", async () => {
    const window = gridWindow.parse({ connections: "shop-", groups: "s", rows: 1, columns: 1 });
    const grid = presentGrid(await readGrid(rig.deps, window));
    expect([grid.connections.length, grid.groups.length]).toEqual([1, 1]);
    expect(grid.totals.connections).toBeGreaterThan(0);
  });
  it("takes a sign of a pattern for itself", async () => {
    const window = gridWindow.parse({ connections: "%" });
    expect((await readGrid(rig.deps, window)).connections).toEqual([]);
  });

  it("tells before an edit who gains and who loses, and changes nothing", async () => {
    const cleo = await rig.person("approver-x", "support");
    const gone = await effect([], ["support"]);
    expect(gone?.lose.names).toContain(ben.actor.name);
    expect(gone?.lose.names).not.toContain(cleo.actor.name);
    expect(await effect(["night"])).toMatchObject({ gain: { total: 0 }, lose: { total: 0 } });
    expect((await listed())?.groups).toEqual(["support"]);
  });

  it("makes an edit with its line in the trail, and the connection is another version", async () => {
    await apply(["night"], ["support"]);
    expect(await listed()).toMatchObject({ version: 2, groups: ["night"] });
    expect(await auditTrail(rig.deps)).toContain(`connection.accessChanged ${shop}`);
  });

  it("makes none of several edits when one connection was changed meanwhile", async () => {
    const other = (await rig.connection()).name;
    const edits = [
      { connection: other, version: 1, add: ["night"], remove: [] },
      ...edit(["night"], [], 7),
    ];
    expect(await codeOf(applyEdits(rig.deps, ada, { edits }))).toBe("CONNECTION.CHANGED");
    const window = gridWindow.parse({ connections: other });
    const grid = presentGrid(await readGrid(rig.deps, window));
    expect(grid.connections[0]?.groups).toEqual(["support"]);
  });

  it("makes no edit by which others would gain or lose than who was looked at", async () => {
    const edits = edit(["day"]);
    const { digest: seen } = await previewEdits(rig.deps, edits);
    const dan = await rig.person("day");
    expect(await codeOf(applyEdits(rig.deps, ada, { edits, seen }))).toBe("ACCESS.CHANGED");
    expect((await listed())?.groups).toEqual(["support"]);
    const again = await previewEdits(rig.deps, edits);
    expect(again.effects[0]?.gain.map(({ name }) => name)).toContain(dan.actor.name);
    await rig.person("support");
    await applyEdits(rig.deps, ada, { edits, seen: again.digest });
    expect((await listed())?.groups.toSorted()).toEqual(["day", "support"]);
  });

  it("refuses a group that is none, and a connection that is none", async () => {
    await expect(apply(["no-such-group"])).rejects.toThrow("There is no group no-such-group.");
    const edits = [{ connection: "nowhere", version: 1, add: [], remove: [] }];
    expect(await codeOf(applyEdits(rig.deps, ada, { edits }))).toBe("ACCESS.NOT_FOUND");
    expect(await codeOf(previewEdits(rig.deps, edits))).toBe("ACCESS.NOT_FOUND");
  });

  it("cuts what runs for whoever loses the connection, at once and with the reason", async () => {
    const input = { connection: shop, statement: "select pg_sleep(60)" };
    await submitStatement(rig.deps, ben, input);
    const running = await agent.session();
    await apply([], ["support"]);
    expect((await running.cancelled()).because).toContain("was taken away while this ran");
    expect(await codeOf(submitStatement(rig.deps, ben, input))).toBe("ACCESS.NOT_FOUND");
  });

  it("opens the connection at once to whoever gains it", async () => {
    const dan = await rig.person("day");
    const input = { connection: shop, statement: "select 1" };
    expect(await codeOf(submitStatement(rig.deps, dan, input))).toBe("ACCESS.NOT_FOUND");
    await apply(["day"]);
    expect(await codeOf(submitStatement(rig.deps, dan, input))).toBe("nothing");
  });
});

describe("who may use a connection", () => {
  const people = async () =>
    presentWhoMay(await whoMay(rig.deps, ada.actor, { connection: shop, page: 1, limit: 100 }));

  it("is told by name, with the groups that let them in", async () => {
    const { rows, byRole } = await people();
    const row = rows.find(({ email }) => email === ben.actor.email);
    expect(row).toMatchObject({ through: ["support"], mayUse: true, conflict: false });
    expect(byRole).toBeGreaterThan(0);
  });
  it("shows an approver by role whom a group lists as a conflict", async () => {
    const cleo = await rig.person("approver-x", "support");
    const row = (await people()).rows.find(({ email }) => email === cleo.actor.email);
    expect(row).toMatchObject({ mayUse: false, conflict: true, role: "approver" });
  });
});

describe("why", () => {
  const ask = async (who: Person, person?: string, statement?: string) =>
    presentWhy(
      await why(rig.deps, who.actor, {
        ...{ connection: shop, mode: "web" as const },
        ...(person !== undefined && { person }),
        ...(statement !== undefined && { statement }),
      }),
    );

  it("tells a member about themself, and what a command would meet", async () => {
    const answer = await ask(ben, undefined, "DELETE FROM orders");
    expect(answer).toMatchObject({ allowed: true, person: { email: ben.actor.email } });
    expect(answer.statement).toMatchObject({ risk: "high", objections: [], outcome: "run" });
  });
  it("tells what all that stands against a command comes to", async () => {
    await rig.person("dba");
    const scope = { connections: [shop], tags: [] };
    await addedRule(rig, ada, { scope, commands: "writes", approverGroups: ["dba"] });
    const { name } = await addedGuardrail(rig, ada, { scope });
    const outcome = async (statement: string) => (await ask(ben, undefined, statement)).statement;
    expect(await outcome("SELECT 1")).toMatchObject({ outcome: "run", objections: [] });
    expect(await outcome("DELETE FROM orders WHERE id = 1")).toMatchObject({ outcome: "hold" });
    expect(await outcome("DELETE FROM orders")).toMatchObject({
      ...{ outcome: "refuse", objections: [expect.stringContaining(name), expect.any(String)] },
    });
    const dan = await rig.person("day");
    const about = await ask(ada, dan.actor.email, "SELECT 1");
    expect(about).toMatchObject({ allowed: false, statement: { outcome: "refuse" } });
  });
  it("tells an admin about anybody, as the store has them now", async () => {
    const dan = await rig.person("day");
    const answer = await ask(ada, dan.actor.email);
    expect(answer.allowed).toBe(false);
    expect(answer.steps.find(({ passed }) => !passed)?.because).toBe("not-in-access-group");
  });
  it("tells a member about nobody else, in the words for nobody at all", async () => {
    const words = (email: string) =>
      ask(ben, email).then(String, (error: unknown) => String(error));
    expect(await words(ada.actor.email)).toBe(await words("nobody@corp.test"));
  });
  it("tells nothing about a connection that does not exist for whoever asks", async () => {
    const dan = await rig.person("day");
    expect(await codeOf(ask(dan))).toBe("ACCESS.NOT_FOUND");
  });
});
