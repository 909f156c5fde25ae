import { beforeAll, describe, expect, it } from "vitest";
import { aGuardrail } from "@/testing/guardrails";
import { loadStatementParser } from "../statements/engine";
import { factsOf, type StatementParser } from "../statements/facts";
import type { Criterion } from "./criteria/criterion";
import { guardInput } from "./guard-input";
import { leftToTarget } from "./left-to-target";
import { behindChange, lookFor, plannedAsTheyStand, type SeenStatement } from "./seen-at-target";

let parser: StatementParser;
beforeAll(async () => {
  parser = await loadStatementParser();
});

const PEOPLE: Criterion = { kind: "relations", names: ["pii.people"], access: "any" };
const COST: Criterion = { kind: "plan-cost", costMax: 100 };
const question = (statement: string, ...criteria: readonly Criterion[]) => ({
  ...{ facts: factsOf(parser, statement), statement, now: new Date(0) },
  rules: [aGuardrail({ criteria })],
});

describe("what a target must be asked", () => {
  const look = (statement: string, ...criteria: readonly Criterion[]) =>
    lookFor([aGuardrail({ criteria })], factsOf(parser, statement));
  it("is nothing where no rule needs it, or the text names nothing", () => {
    const nothing = { relations: false, plans: false };
    expect(look("select * from board", { kind: "every-row" })).toEqual(nothing);
    expect(look("select * from board", { kind: "no-limit", names: [] })).toEqual(nothing);
    expect(look("select 1", PEOPLE)).toEqual(nothing);
    expect(look("begin", COST)).toEqual(nothing);
  });
  it("is what a rule is about", () => {
    expect(look("table board", PEOPLE)).toEqual({ relations: true, plans: false });
    const limited: Criterion = { kind: "no-limit", names: ["people"] };
    expect(look("table board", limited)).toEqual({ relations: true, plans: false });
    expect(look("select 1", COST, PEOPLE)).toEqual({ relations: false, plans: true });
    expect(look("vacuum t", COST)).toMatchObject({ plans: true });
  });
});

describe("what was seen at a target", () => {
  const judged = (statement: string, seen: Partial<SeenStatement>, ...criteria: Criterion[]) =>
    guardInput({
      ...question(statement, ...criteria),
      seen: [{ reached: [], plan: "none", ...seen }],
    }).reasons.map(({ because }) => because);
  const plan = { cost: 101, rows: 7, scans: [{ name: "public.t", rows: 9 }] };

  it("meets a rule on a plan by more than it allows, not by as much", () => {
    expect(judged("table t", { plan }, COST)).toEqual(["plan-costs"]);
    expect(judged("table t", { plan: { ...plan, cost: 100 } }, COST)).toEqual([]);
    expect(judged("table t", { plan }, { kind: "plan-rows", rowsMax: 7 })).toEqual([]);
    expect(judged("table t", { plan }, { kind: "plan-rows", rowsMax: 6 })).toEqual([
      "plan-expects",
    ]);
    expect(judged("table t", { plan }, { kind: "plan-scan", rowsMax: 9 })).toEqual([]);
    expect(judged("table t", { plan }, { kind: "plan-scan", rowsMax: 8 })).toEqual(["plan-scans"]);
  });
  it("meets every rule where nobody could see it", () => {
    expect(judged("table t", { plan: null }, COST)).toEqual(["plan-unknown"]);
    expect(judged("table t", { reached: null }, PEOPLE)).toEqual(["relation-may-be-reached"]);
    expect(judged("call wipe()", { plan: "none" }, COST)).toEqual(["unknown-effect"]);
  });
});

describe("a text of several statements", () => {
  const behind = (text: string) => behindChange(factsOf(parser, text));
  it("is not looked up by names behind a change of the schema", () => {
    expect(behind("table a; create view b as table c; table b; select 1")).toEqual([
      ...[false, false, true, false],
    ]);
    expect(behind("insert into a values (1); table a")).toEqual([false, false]);
    for (const change of [
      "create schema z create view z.b as table c grant select on z.b to public",
      "select own_ddl()",
      "insert into a values (own_ddl())",
      "update pg_catalog.pg_class set relname = 'b' where relname = 'c'",
    ]) {
      expect(behind(`${change}; table b`)).toEqual([false, true]);
    }
  });
  it("is not planned behind what may change how it is planned", () => {
    const planned = (text: string) => {
      const facts = factsOf(parser, text);
      return plannedAsTheyStand(facts).length === facts.length;
    };
    expect(planned("begin; select 1; insert into a values (1); table a")).toBe(true);
    for (const first of ["set work_mem = 1", "select set_config('a', 'b', false)"]) {
      expect(planned(`${first}; table a`)).toBe(false);
    }
    expect(planned("update pg_settings set setting = 'off' where name = 'x'; table a")).toBe(false);
    expect(planned("select own(); table a")).toBe(false);
    expect(planned("insert into b select own(); table a")).toBe(false);
    expect(planned("create index on a (id); table a")).toBe(false);
  });
});

describe("a text of very many statements", () => {
  it("is looked at once from its start to its end", () => {
    const [one] = factsOf(parser, "table a");
    if (one === undefined) throw new Error("no statement");
    let asked = 0;
    const counted = Object.defineProperty({ ...one }, "kind", {
      get: () => {
        asked += 1;
        return "read";
      },
    });
    const facts = Array.from({ length: 10_000 }, () => counted);
    expect(behindChange(facts)).not.toContain(true);
    expect(plannedAsTheyStand(facts)).toHaveLength(10_000);
    expect(asked).toBeLessThan(10 * facts.length);
  });
});

describe("a rule that is left to the target", () => {
  const left = (text: string, ...criteria: Criterion[]) =>
    leftToTarget(question(text, ...criteria)).length > 0;
  it("is one of which all else holds for a statement that is planned", () => {
    expect(left("table a", COST)).toBe(true);
    expect(left("table pii.people", COST, PEOPLE)).toBe(true);
    expect(left("table a.b", COST, PEOPLE)).toBe(false);
    expect(left("table a.b", PEOPLE)).toBe(false);
    expect(left("begin", COST)).toBe(false);
    expect(left("begin; vacuum t", COST)).toBe(true);
  });
});
