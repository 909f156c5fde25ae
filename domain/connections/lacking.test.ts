import { describe, expect, it } from "vitest";
import type { Criterion } from "../guardrails/criteria/criterion";
import { mysqlParser } from "../statements/mysql/parser";
import { CONNECTION_KINDS } from "./connection";
import { KINDS, objectionToSettings, SETTINGS_LIMITS } from "./kinds";
import { type AskedOfKind, lackOf, NOTHING_ASKED } from "./lacking";

const parsed = mysqlParser.parse("SELECT id FROM orders");
const facts = parsed.kind === "parsed" ? parsed.statements : [];
const inMysql = (asked: Partial<AskedOfKind>) =>
  lackOf("mysql", { ...NOTHING_ASKED, facts, ...asked });
const rule = (criterion: Criterion) => [{ name: "Costs", criteria: [criterion] }];
const PLAN: Criterion = { kind: "plan-cost", costMax: 10 };
const column = { comparisons: "count", rules: ["Salaries"] } as const;

describe("a command on MySQL", () => {
  it("runs where nothing asks for more than its driver can do", () => {
    const reads = rule({ kind: "relations", access: "any", names: ["orders"] });
    expect(inMysql({ guardrails: reads, columns: [{}], readOnly: true })).toBeNull();
  });
  it.each<[string, Partial<AskedOfKind>, string]>([
    ["a guardrail on plans", { guardrails: rule(PLAN) }, "Guardrail “Costs”"],
    ["a masking rule that counts comparisons", { columns: [column] }, "Masking rule “Salaries”"],
    ["an approval with a row ceiling", { isBounded: true }, "The approval"],
    ["a preview", { isPreview: true }, "The preview"],
  ])("is refused by name under %s", (_what, asked, who) => {
    expect(inMysql(asked)).toContain(who);
    expect(inMysql(asked)).toContain("connections to MySQL cannot do");
  });
  it("runs under a guardrail on plans when it has none", () => {
    expect(inMysql({ facts: [], guardrails: rule(PLAN) })).toBeNull();
  });
});

describe("a command on PostgreSQL", () => {
  it("is refused nothing for its kind", () => {
    const everything = {
      ...{ facts, guardrails: rule(PLAN), columns: [column] },
      ...{ readOnly: true, isBounded: true, isPreview: true },
    };
    expect(lackOf("postgres", everything)).toBeNull();
  });
});

describe("settings of a connection", () => {
  const settings = { database: "d".repeat(64), username: "u".repeat(64) };
  it("are bounded as their kind has it", () => {
    expect(objectionToSettings("mysql", settings)).toBeNull();
    expect(objectionToSettings("postgres", settings)).toMatchObject({ field: "database" });
    expect(objectionToSettings("postgres", { ...settings, database: "d" })).toMatchObject({
      field: "username",
    });
  });
  it.each(CONNECTION_KINDS)("of %s fit into a message", (kind) => {
    const { databaseCharactersMax, usernameCharactersMax } = KINDS[kind];
    expect(databaseCharactersMax).toBeLessThanOrEqual(SETTINGS_LIMITS.databaseCharactersMax);
    expect(usernameCharactersMax).toBeLessThanOrEqual(SETTINGS_LIMITS.usernameCharactersMax);
  });
});
