import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLAN_COLUMNS, PROBE_LIMITS, VERDICT_COLUMNS } from "@/domain/masking/probe/probe";
import { encodeRow } from "@/domain/rows/row-format";
import { CAPABILITIES } from "@/protocol/version";
import { addedMaskingRule } from "@/testing/masking-rule-rig";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf } from "@/testing/run-on-rig";
import { ScriptedAgent, type ScriptedSession } from "@/testing/scripted-agent";
import { deleteMaskingRule } from "../masking/delete-masking-rule";
import { endSession } from "../sessions/end-session";
import { getSession } from "../sessions/get-session";
import { type ProbeForm, probeForm } from "./form";
import { getProbe, latestProbesOfRule, listProbes } from "./list-probes";
import { presentProbeDetail } from "./present";
import { startProbe } from "./start-probe";

let rig: PipelineRig;
let on: RequestRig;
let ada: Person;
beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
  ada = on.admin;
});
afterAll(() => rig.close());

const ssn = { schema: "public", table: "people", column: "ssn" };
const form = (connection: string, change: Partial<ProbeForm> = {}): ProbeForm => ({
  ...{ connection, columns: [ssn], as: "anyone" },
  ...change,
});
const cells = (...texts: readonly (string | null)[]) =>
  encodeRow(texts.map((text) => (text === null ? null : new TextEncoder().encode(text))));
const described = (names: readonly string[]) => ({
  columns: names.map((name) => {
    return { name, type: "text", typeId: 25, origin: null, masked: "scan" };
  }),
});

const LEAK = ["0", "plain", "SELECT 1", "leaked", null, "plain", "cells"] as const;
const MASKED = ["0", "alias", "SELECT 2", "masked", null, null, null] as const;
const GUESS = ["0", "guess", "SELECT 3", "guessable", null, null, null] as const;

/** What a real agent sends of a probe. */
function answer(session: ScriptedSession, ...verdicts: readonly (readonly (string | null)[])[]) {
  session.send("columns", described(PLAN_COLUMNS));
  session.send("rows", cells("public", "people", "ssn", "text", "3", "usable", "5"));
  session.send("complete", { tag: "PROBE", rows: 1, affected: null });
  session.send("columns", described(VERDICT_COLUMNS), { result: 1 });
  for (const verdict of verdicts) session.send("rows", cells(...verdict), { result: 1 });
}

async function started(connection: string, change: Partial<ProbeForm> = {}, by: Person = ada) {
  const { id } = await startProbe(rig.deps, by, form(connection, change));
  return { id, session: await on.agent.session() };
}

/** It is stored a moment after its session has ended. */
async function over(id: string) {
  for (;;) {
    const probe = presentProbeDetail(await getProbe(rig.deps, id));
    if (!probe.isRunning) return probe;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function probed(connection: string, ...verdicts: Parameters<typeof answer>[1][]) {
  const { id, session } = await started(connection);
  answer(session, ...verdicts);
  session.end();
  return { id, session, probe: await over(id) };
}

describe("a masking probe", () => {
  it("reaches the agent as a comment, on a read-only target, with the rules in force", async () => {
    const { name } = await rig.connection({
      limits: { rowsMax: 1, bytesMax: 1_000, durationSecondsMax: 1 },
    });
    const { open } = (await probed(name, MASKED)).session;
    expect(open).toMatchObject({
      ...{ statement: expect.stringMatching(/^-- Masking probe[^\n]*public\.people\.ssn$/) },
      probe: { columns: [ssn] },
    });
    expect(open.target.readOnly).toBe(true);
    expect(open.policy.masking.columns.length).toBeGreaterThan(5);
    expect(open.limits.durationSecondsMax).toBeGreaterThan(PROBE_LIMITS.secondsMax);
  });

  it("keeps its verdicts, counted, beside who asked and its recorded session", async () => {
    const { name } = await rig.connection();
    const { id, session, probe } = await probed(name, LEAK, MASKED, GUESS);
    expect(probe).toMatchObject({
      ...{ id, connection: name, by: ada.actor.name, state: "done", refusal: null },
      ...{ total: 3, tried: 3, leaked: 1, guessable: 1, withstood: 1 },
      ...{ sessionId: session.open.sessionId },
    });
    expect(probe.columns).toEqual([
      { ...ssn, type: "text", attacks: 3, material: "usable", values: 5 },
    ]);
    expect(probe.verdicts[0]).toEqual({
      ...{ column: 0, class: "plain", statement: "SELECT 1", outcome: "leaked", code: null },
      ...{ form: "plain", channel: "cells" },
    });
    const stored = await getSession(rig.deps, ada.actor, session.open.sessionId);
    expect(stored.session).toMatchObject({ verb: "probe", state: "done" });
    const check = await rig.deps.recordings.verify(stored.session.recording?.path ?? "");
    expect(check).toMatchObject({ damage: null });
    const [line] = await rig.deps.db.direct<{ after: object }>`
      SELECT after FROM audit_event WHERE subject = ${name} AND event = 'masking.probed'`;
    expect(line?.after).toEqual({ as: "anyone", columns: ["public.people.ssn"] });
    expect((await listProbes(rig.deps, name)).map((one) => one.id)).toEqual([id]);
  });

  it("shows what has come while it runs, and can be stopped", async () => {
    const { name } = await rig.connection();
    const { id, session } = await started(name);
    answer(session, LEAK);
    const until = async () => (await getProbe(rig.deps, id)).tried === 1;
    while (!(await until())) await new Promise((resolve) => setTimeout(resolve, 50));
    const running = presentProbeDetail(await getProbe(rig.deps, id));
    expect(running).toMatchObject({ isRunning: true, total: 3, tried: 1, leaked: 1 });
    const ending = endSession(rig.deps, ada, session.open.sessionId);
    expect(await session.cancelled()).toMatchObject({ as: "cancelled" });
    session.end({ state: "cancelled", code: "SESSION.CANCELLED", because: "Stopped." });
    expect(await ending).toEqual({ state: "cancelled" });
    expect(await over(id)).toMatchObject({
      ...{ state: "cancelled", leaked: 1, refusal: { code: "SESSION.CANCELLED" } },
    });
  });

  it("is the only one of its connection, until it is over", async () => {
    const { name } = await rig.connection();
    const { id, session } = await started(name);
    expect(await codeOf(startProbe(rig.deps, ada, form(name)))).toBe("MASKING.PROBE_BUSY");
    session.end();
    await over(id);
    expect((await probed(name)).probe.state).toBe("done");
  });

  it("keeps nothing of an agent's that is no verdict", async () => {
    const { name } = await rig.connection();
    const { probe } = await probed(
      ...[name, ["0", "plain", "SELECT 1", "leaked", null, "eve@example.com", "cells"]],
      ...[["0", "plain", "SELECT 1", "eve@example.com", null, null, null], MASKED],
    );
    expect(probe.verdicts.map(({ outcome }) => outcome)).toEqual(["masked"]);
    expect(JSON.stringify(probe)).not.toContain("eve@");
  });
});

describe("the page of a masking rule", () => {
  it("is told the last probe that came to its end of each connection that it is about", async () => {
    const { name: one } = await rig.connection();
    const { name: other } = await rig.connection({ tags: { env: "probed" } });
    const narrow = await addedMaskingRule(rig, ada, { scope: { connections: [one], tags: [] } });
    const tagged = await addedMaskingRule(rig, ada, {
      ...{ enabled: false, scope: { connections: [], tags: ["env=probed"] } },
    });
    const [first, second] = [(await probed(one, LEAK)).id, (await probed(one, MASKED)).id];
    const { id: third } = await probed(other, MASKED);
    const { id: last, session } = await started(one);
    session.end({ state: "failed", code: "TARGET.LOST", because: "Gone." });
    await over(last);
    const idsOf = async (id: string) => (await latestProbesOfRule(rig.deps, id)).map((p) => p.id);
    expect(await idsOf(narrow.id)).toEqual([second]);
    expect(await idsOf(narrow.id)).not.toContain(first);
    expect(await idsOf(tagged.id)).toEqual([third]);
    for (const { id } of [narrow, tagged]) await deleteMaskingRule(rig.deps, ada, id);
  });
});

describe("whom it is masked for", () => {
  it("is somebody whom no rule exempts, or who asks", async () => {
    const { id } = await addedMaskingRule(rig, ada, { exemptGroups: ["admin"] });
    const { name } = await rig.connection();
    const columnsOf = async (as: "anyone" | "me") => {
      const { id: probeId, session } = await started(name, { as });
      session.end();
      await over(probeId);
      return session.open.policy.masking.columns.map(({ column }) => column);
    };
    expect(await columnsOf("anyone")).toContain("salary_note");
    expect(await columnsOf("me")).not.toContain("salary_note");
    await deleteMaskingRule(rig.deps, ada, id);
  });
});

describe("a probe is refused", () => {
  it("to whoever has no access to the connection, as if there were none", async () => {
    const { name } = await rig.connection({ accessGroups: ["others"] });
    const ben = await rig.person("support");
    expect(await codeOf(startProbe(rig.deps, ben, form(name)))).toBe("ACCESS.NOT_FOUND");
    expect(await codeOf(startProbe(rig.deps, ada, form("nowhere")))).toBe("ACCESS.NOT_FOUND");
    expect(await listProbes(rig.deps, name)).toEqual([]);
  });

  it("where a rule holds commands: nobody approves its attacks one by one", async () => {
    const { connection } = await on.guarded({ commands: "all" });
    const { id } = await startProbe(rig.deps, ada, form(connection));
    expect(await over(id)).toMatchObject({
      ...{ state: "blocked", tried: 0, refusal: { code: "MASKING.PROBE_HELD" } },
    });
    const { connection: other } = await on.guarded({ kind: "jit", commands: "all" });
    const window = await startProbe(rig.deps, ada, form(other));
    expect(await over(window.id)).toMatchObject({ refusal: { code: "REQUEST.WINDOW_NEEDED" } });
  });

  it("but not where a rule holds writes alone", async () => {
    const { connection } = await on.guarded({ commands: "writes" });
    expect((await probed(connection, MASKED)).probe.state).toBe("done");
  });

  it("of more columns than are tried, and of names that would end a comment", () => {
    const named = (place: number) => ({ ...ssn, column: `c${place}` });
    const many = Array.from({ length: PROBE_LIMITS.columnsMax + 1 }, (_, place) => named(place));
    const parsed = (change: object) => probeForm.safeParse({ ...form("shop"), ...change }).success;
    expect(parsed({})).toBe(true);
    expect(parsed({ columns: many.slice(1) })).toBe(true);
    expect(parsed({ columns: many })).toBe(false);
    expect(parsed({ columns: [ssn, { ...ssn }] })).toBe(false);
    expect(parsed({ columns: [] })).toBe(false);
    for (const end of ["\n", "\r", "\u2028x\n"]) {
      expect(parsed({ columns: [{ ...ssn, column: `a${end}DROP TABLE b` }] })).toBe(false);
    }
  });

  it("by an agent that does not know it, which gets nothing to run", async () => {
    const capabilities = CAPABILITIES.filter((one) => one !== "masking-probe");
    const old = new ScriptedAgent(rig.url, rig.agentKey, { capabilities });
    expect(await old.connected()).toBeNull();
    const { name } = await rig.connection();
    const { id } = await startProbe(rig.deps, ada, form(name));
    expect(await over(id)).toMatchObject({ refusal: { code: "AGENT.TOO_OLD" } });
    expect(old.sessions.size).toBe(0);
    old.close();
  });
});
