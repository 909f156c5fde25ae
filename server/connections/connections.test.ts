import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTrail } from "@/testing/people";
import {
  type Person,
  type PipelineRig,
  pipelineRig,
  TARGET_PASSWORD,
} from "@/testing/pipeline-rig";
import type { ScriptedAgent } from "@/testing/scripted-agent";
import { submitStatement } from "../sessions/submit-statement";
import { createConnection } from "./create-connection";
import { deleteConnection } from "./delete-connection";
import { connectionFilter } from "./filter";
import { type ConnectionForm, connectionForm } from "./form";
import { getConnection } from "./get-connection";
import { listConnections } from "./list-connections";
import { presentConnection, presentConnectionDetail } from "./present";
import { testConnection } from "./test-connection";
import { updateConnection } from "./update-connection";

let rig: PipelineRig;
let agent: ScriptedAgent;
let admin: Person;
let ben: Person;

beforeAll(async () => {
  rig = await pipelineRig();
  agent = await rig.agent();
  admin = await rig.person("admin");
  ben = await rig.person("support");
});
afterAll(() => rig.close());

async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

const update = (form: ConnectionForm, change: Partial<ConnectionForm> = {}) =>
  updateConnection(rig.deps, admin, { ...form, version: 1, password: null, ...change });
const detail = async (who: Person, name: string) =>
  presentConnectionDetail(await getConnection(rig.deps, who.actor, name));
const namesFor = async (who: Person) =>
  (await listConnections(rig.deps, who.actor, connectionFilter.parse({}))).rows
    .map(presentConnection)
    .map(({ name }) => name);

describe("a connection", () => {
  it("shows its settings to those who manage it, its limits to those who use it, its password to no one", async () => {
    const { name, settings } = await rig.connection();
    const forAdmin = await detail(admin, name);
    expect(forAdmin.manage).toMatchObject({ settings, agentId: rig.agentId, hasSecret: true });
    const forBen = await detail(ben, name);
    expect(forBen).toMatchObject({ canRun: true, manage: null, accessGroups: null });
    expect(JSON.stringify([forAdmin, forBen])).not.toContain(TARGET_PASSWORD);
  });

  it("keeps whether its commands may be previewed where a change does not say", async () => {
    const made = await rig.connection();
    await update(made, { previewAllowed: true });
    const { previewAllowed: _, ...change } = { ...made, version: 2, password: null };
    await updateConnection(rig.deps, admin, change);
    expect((await detail(admin, made.name)).previewAllowed).toBe(true);
  });

  it("is absent for those without a group of its own, and refused like one that is not there", async () => {
    const { name } = await rig.connection({ accessGroups: ["finance"] });
    expect(await namesFor(ben)).not.toContain(name);
    const words = async (asked: string) => {
      const [answer] = await Promise.allSettled([getConnection(rig.deps, ben.actor, asked)]);
      return answer.status === "rejected" ? String(answer.reason).replace(asked, "NAME") : "seen";
    };
    expect(await words(name)).toContain("There is no connection NAME for you.");
    expect(await words(name)).toBe(await words("absent-one"));
  });

  it("is seen and never run by an auditor, and not seen by an approver", async () => {
    const { name } = await rig.connection();
    const cleo = await rig.person("auditor", "support");
    expect(await detail(cleo, name)).toMatchObject({ canRun: false, accessGroups: ["support"] });
    expect(await namesFor(await rig.person("approver-x", "support"))).toEqual([]);
  });

  it("keeps its password sealed: the stored bytes do not hold it", async () => {
    const { name } = await rig.connection();
    const row = await rig.deps.db.read.connection.findUnique({ where: { name } });
    expect(Buffer.from(row?.secret ?? []).includes(TARGET_PASSWORD)).toBe(false);
  });
});

describe("creating a connection", () => {
  it("is audited without its password, whatever its tags are called", async () => {
    const { name } = await rig.connection({ tags: { "api-token": "x", team: "shop" } });
    expect(await auditTrail(rig.deps)).toContain(`connection.created ${name}`);
    const rows = await rig.deps.db.read.auditEvent.findMany({ where: { subject: name } });
    const text = JSON.stringify(rows, (_, value) =>
      typeof value === "bigint" ? `${value}` : value,
    );
    expect(text).toContain("team=shop");
    expect(text).not.toContain(TARGET_PASSWORD);
  });

  it("is refused for a taken name, an unknown group or an unknown agent, and leaves nothing", async () => {
    const form = await rig.connection();
    expect(await code(createConnection(rig.deps, admin, form))).toBe("CONNECTION.EXISTS");
    const other = { ...form, name: "other-one" };
    const unknownGroup = createConnection(rig.deps, admin, {
      ...other,
      accessGroups: ["nope", "support"],
    });
    await expect(unknownGroup).rejects.toThrow("There is no group nope.");
    expect(await code(createConnection(rig.deps, admin, { ...other, agentId: "agt_no" }))).toBe(
      "INPUT.INVALID",
    );
    expect(await namesFor(admin)).not.toContain("other-one");
  });

  const settings = {
    ...{ host: "db", port: 5432, database: "d", username: "u", tls: "require", tlsAuthority: "" },
  };
  const limits = { rowsMax: 1, bytesMax: 2048, durationSecondsMax: 1 };
  const good = {
    ...{ name: "a-name", kind: "postgres", description: "", agentId: "agt", tags: {} },
    ...{
      password: "p",
      accessGroups: [],
      modes: ["web"],
      readOnly: false,
      previewAllowed: false,
      settings,
      limits,
    },
  };

  it("takes a form that is right", () => expect(connectionForm.safeParse(good).success).toBe(true));

  it.each<[string, object]>([
    ["a name nobody could type", { name: "Prod DB" }],
    ["a host with a line break", { settings: { ...settings, host: "db\nevil" } }],
    ["a port beyond the last", { settings: { ...settings, port: 70_000 } }],
    ["a clear-text fallback for TLS", { settings: { ...settings, tls: "prefer" } }],
    ["an unknown mode", { modes: ["everything"] }],
    ["a group twice", { accessGroups: ["a", "a"] }],
    ["limits of nothing", { limits: { ...limits, rowsMax: 0 } }],
    ["a field that is not one of the form", { secret: "x" }],
  ])("is refused with %s", (_what, change) =>
    expect(connectionForm.safeParse({ ...good, ...change }).success).toBe(false),
  );
});

describe("changing a connection", () => {
  it("grows its version by one, and refuses who looked at an older one", async () => {
    const form = await rig.connection();
    expect(await update(form, { description: "new" })).toEqual({ version: 2 });
    expect(await code(update(form, { description: "other" }))).toBe("CONNECTION.CHANGED");
    expect(await detail(admin, form.name)).toMatchObject({ version: 2, description: "new" });
  });

  it("lets one of two win who save at once", async () => {
    const form = await rig.connection();
    const answers = await Promise.all([
      code(update(form, { description: "one" })),
      code(update(form, { description: "two" })),
    ]);
    expect(answers.sort()).toEqual(["CONNECTION.CHANGED", "nothing"]);
  });

  it("never takes the stored password to another host", async () => {
    const form = await rig.connection();
    const settings = { ...form.settings, host: "evil.example" };
    expect(await code(update(form, { settings }))).toBe("INPUT.INVALID");
    expect(await update(form, { settings, password: "fresh" })).toEqual({ version: 2 });
  });

  it("cuts what runs for those who lost access, and only that", async () => {
    const form = await rig.connection({ accessGroups: ["support", "sales"] });
    const sam = await rig.person("sales");
    const run = (who: Person) =>
      submitStatement(rig.deps, who, { connection: form.name, statement: "select 1" });
    const [hers, his] = [await run(ben), await run(sam)];
    const [bens, sams] = [await agent.session(), await agent.session()];
    await update(form, { accessGroups: ["sales"] });
    const { as, code: why, because } = await bens.cancelled();
    bens.end({ state: as, code: why, because });
    expect(await rig.deps.live.find(hers.sessionId)?.over).toBe("ended");
    expect(rig.deps.live.find(his.sessionId)).not.toBeNull();
    expect(sams.cancels).toEqual([]);
    sams.end();
    await rig.deps.live.find(his.sessionId)?.over;
  });
});

describe("deleting a connection", () => {
  it("cuts what runs on it and keeps the sessions", async () => {
    const form = await rig.connection();
    const input = { connection: form.name, statement: "select 1" };
    const { sessionId } = await submitStatement(rig.deps, ben, input);
    const session = await agent.session();
    await deleteConnection(rig.deps, admin, form.name);
    const { as, code: why, because } = await session.cancelled();
    session.end({ state: as, code: why, because });
    await rig.deps.live.find(sessionId)?.over;
    const row = await rig.deps.db.read.session.findUnique({ where: { id: sessionId } });
    expect(row).toMatchObject({ state: "ended", connectionName: form.name, connectionId: null });
    expect(await code(deleteConnection(rig.deps, admin, form.name))).toBe("ACCESS.NOT_FOUND");
  });
});

describe("testing a connection", () => {
  const probeOf = ({ kind, settings, agentId }: ConnectionForm) => ({
    ...{ kind, settings, agentId, name: null, password: "typed" },
  });

  it("goes through the agent with the password sealed to it", async () => {
    const form = await rig.connection();
    const answer = await testConnection(rig.deps, admin, probeOf(form));
    expect(answer).toEqual({ ok: true, serverVersion: "18.0", durationMs: 3, tls: false });
    expect(agent.testPasswords.at(-1)).toBe("typed");
  });

  it("uses the stored password only where it was saved for", async () => {
    const form = await rig.connection();
    const stored = { ...probeOf(form), name: form.name, password: null };
    expect(await testConnection(rig.deps, admin, stored)).toMatchObject({ ok: true });
    expect(agent.testPasswords.at(-1)).toBe(TARGET_PASSWORD);
    const asked = agent.testPasswords.length;
    for (const change of [
      { host: "evil" },
      { port: 1 },
      { username: "u" },
      { tls: "require" } as const,
    ]) {
      const elsewhere = { ...stored, settings: { ...form.settings, ...change } };
      expect(await code(testConnection(rig.deps, admin, elsewhere))).toBe("INPUT.INVALID");
    }
    expect(agent.testPasswords.length).toBe(asked);
  });

  it("answers with the refusal and what to do next when the target says no", async () => {
    const form = await rig.connection();
    agent.answerTest = { ok: false, code: "TARGET.SIGNIN", because: "wrong password" };
    expect(await testConnection(rig.deps, admin, probeOf(form))).toMatchObject({
      ...{ ok: false, refusal: { code: "TARGET.SIGNIN", because: "wrong password" } },
    });
  });
});
