import { describe, expect, it } from "vitest";
import { type StatementFacts, UNKNOWN_FACTS } from "@/domain/statements/facts";
import { aRule } from "@/testing/rules";
import type { AccessRule } from "./access-rule";
import { decideRules, demandsOfWindow, type OpenGrant, type RulesQuestion } from "./decide-rules";
import { demandOf } from "./demand";
import type { RuleDraft } from "./describe-rule";

const rule = (change: Partial<RuleDraft> = {}, version = 1): AccessRule => {
  const draft = aRule(change);
  return { ...draft, id: `rul_${draft.name}`, version };
};
const facts = (kind: StatementFacts["kind"], outside = false): StatementFacts => ({
  ...{ ...UNKNOWN_FACTS, kind, outside, startByte: 0, endByte: 1, start: 0, end: 1 },
});
const grantOf = (...rules: AccessRule[]): OpenGrant => ({
  ...{ requestId: "req_1", endsAt: new Date(0), demands: rules.map(demandOf) },
});

function decide(rules: readonly AccessRule[], change: Partial<RulesQuestion> = {}) {
  return decideRules({
    ...{ actor: { groups: ["dev"] }, connection: { name: "prod-db", tags: { env: "prod" } } },
    ...{ facts: [facts("write")], sentByGuardrail: false, rules, grants: [], ...change },
  });
}
const askedBy = (decision: ReturnType<typeof decide>) =>
  decision.kind === "run" ? [] : decision.demands.map((one) => one.rule);

describe("a command that no rule is about", () => {
  it.each<[string, Partial<RuleDraft>]>([
    ["of another connection", { scope: { connections: ["other"], tags: ["env=dev"] } }],
    ["for other commands", { commands: "schema" }],
    ["for what guardrails send", { commands: "guardrail" }],
    ["for other people", { needs: { kind: "groups", groups: ["ops"] } }],
    ["for all but these people", { needs: { kind: "all-but", groups: ["dev"] } }],
    ["that is switched off", { enabled: false }],
  ])("runs: there is one %s", (_, change) => expect(decide([rule(change)]).kind).toBe("run"));
});

describe("a command that rules are about", () => {
  it.each<[string, Partial<RuleDraft>]>([
    ["by name", {}],
    ["by tag", { scope: { connections: [], tags: ["env=prod"] } }],
    ["as a write", { commands: "writes" }],
    ["of their group", { needs: { kind: "groups", groups: ["dev", "ops"] } }],
    ["as not exempt", { needs: { kind: "all-but", groups: ["dba"] } }],
  ])("is held %s", (_, change) => expect(decide([rule(change)]).kind).toBe("hold"));

  it("is held by all of them, in the order of their names", () =>
    expect(askedBy(decide([rule({ name: "b" }), rule({ name: "a" })]))).toEqual(["a", "b"]));

  it("is a write when nobody knows what it is, or it reaches outside", () => {
    const rules = [rule({ commands: "writes" })];
    expect(decide(rules, { facts: [facts("unknown")] }).kind).toBe("hold");
    expect(decide(rules, { facts: [facts("utility")] }).kind).toBe("hold");
    expect(decide(rules, { facts: [facts("privilege")] }).kind).toBe("hold");
    expect(decide(rules, { facts: [facts("read", true)] }).kind).toBe("hold");
    const calling = { ...facts("read"), unknownCalls: ["my_function"] };
    expect(decide(rules, { facts: [calling] }).kind).toBe("hold");
    expect(decide(rules, { facts: [facts("read"), facts("write")] }).kind).toBe("hold");
    expect(decide(rules, { facts: [facts("read"), facts("transaction")] }).kind).toBe("run");
  });

  it("is a schema change when it is one, or nobody knows", () => {
    const rules = [rule({ commands: "schema" })];
    expect(decide(rules, { facts: [facts("schema")] }).kind).toBe("hold");
    expect(decide(rules, { facts: [facts("privilege")] }).kind).toBe("hold");
    expect(decide(rules, { facts: [facts("unknown")] }).kind).toBe("hold");
  });

  it("is asked for when a guardrail sends it", () =>
    expect(decide([rule({ commands: "guardrail" })], { sentByGuardrail: true }).kind).toBe("hold"));
});

describe("a window", () => {
  const window = rule({ name: "window", kind: "jit" });
  it("is needed before anything runs", () =>
    expect(decide([window])).toMatchObject({ kind: "refuse", demands: [{ rule: "window" }] }));

  it("lets run what no other rule holds", () => {
    expect(decide([window], { grants: [grantOf(window)] })).toMatchObject({
      ...{ kind: "run", grant: { requestId: "req_1" } },
    });
    const action = rule({ name: "writes" });
    expect(decide([window, action], { grants: [grantOf(window)] })).toMatchObject({
      ...{ kind: "hold", demands: [{ rule: "writes" }], grant: { requestId: "req_1" } },
    });
  });

  it("covers only the rules it was granted under, in the version of then", () => {
    const grants = [grantOf(window)];
    expect(decide([{ ...window, version: 2 }], { grants }).kind).toBe("refuse");
    const added = rule({ name: "second window", kind: "jit" });
    expect(decide([window, added], { grants }).kind).toBe("refuse");
    expect(decide([window, added], { grants: [grantOf(window, added)] }).kind).toBe("run");
    // Two halves are no whole: no window was granted under both.
    expect(decide([window, added], { grants: [grantOf(window), grantOf(added)] }).kind).toBe(
      "refuse",
    );
  });

  it("is not what a command runs in when none is needed", () =>
    expect(decide([], { grants: [grantOf(window)] })).toEqual({ kind: "run", grant: null }));

  it("is asked for under every rule of its kind, whatever will be run", () => {
    const rules = [
      window,
      rule({ name: "writes" }),
      rule({ name: "off", kind: "jit", enabled: false }),
    ];
    const connection = { name: "prod-db", tags: {} };
    const asked = demandsOfWindow({ actor: { groups: [] }, connection, rules });
    expect(asked.map((one) => one.rule)).toEqual(["window"]);
  });
});
