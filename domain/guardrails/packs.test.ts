import { beforeAll, describe, expect, it } from "vitest";
import { loadStatementParser } from "../statements/engine";
import { factsOf, type StatementParser } from "../statements/facts";
import { describeGuardrail } from "./describe-guardrail";
import { faultsOfGuardrail } from "./faults-of-guardrail";
import { PACK_NAMES, PACKS } from "./packs";

let parser: StatementParser;
beforeAll(async () => {
  parser = await loadStatementParser();
});

const RULES = [...new Set(PACK_NAMES.flatMap((name) => PACKS[name].rules))];

describe("every rule of every pack", () => {
  it.each(RULES.map((rule) => [rule.name, rule] as const))("%s says what it shows", (_, rule) => {
    const examples = rule.examples.map((one) => ({
      ...one,
      facts: factsOf(parser, one.statement),
    }));
    expect(faultsOfGuardrail({ rule, examples })).toEqual([]);
    expect(rule.examples.map(({ expected }) => expected)).toContain("allow");
    expect(rule.examples.map(({ expected }) => expected)).toContain(rule.action);
  });
});

describe("an example that the rule does not keep", () => {
  const rule = { name: "r", action: "block", criteria: [{ kind: "every-row" }] } as const;
  const faults = (statement: string, expected: "allow" | "block") =>
    faultsOfGuardrail({
      rule,
      examples: [{ statement, expected, facts: factsOf(parser, statement) }],
    }).map(({ because }) => because);
  it("is named with what the rule says instead, and why", () => {
    expect(faults("delete from users", "allow")).toEqual([
      "Example 1 is to be let through, and the rule as it is written has it blocked: It has no WHERE: it would meet every row.",
    ]);
    expect(faults("delete from users where id = 1", "block")).toEqual([
      "Example 1 is to be blocked, and the rule as it is written has it let through: No statement in it meets every criterion.",
    ]);
    expect(faults("delete from users", "block")).toEqual([]);
  });
});

describe("a rule that says nothing", () => {
  const because = (criteria: Parameters<typeof faultsOfGuardrail>[0]["rule"]["criteria"]) =>
    faultsOfGuardrail({ rule: { name: "r", action: "block", criteria }, examples: [] }).map(
      (fault) => fault.because,
    );
  it("is not kept", () => {
    expect(because([])).toEqual(["It says nothing about a statement."]);
    expect(because([{ kind: "calls", names: [] }])).toEqual(["It names no function."]);
    expect(because([{ kind: "relations", names: [], access: "any" }])).toEqual([
      "It names no relation.",
    ]);
    expect(because([{ kind: "statement-kinds", kinds: [] }])).toEqual([
      "It names no kind of statement.",
    ]);
    const names = Array.from({ length: 100 }, (_, at) => `${"a".repeat(125)}${at}`);
    const many = Array(3).fill({ kind: "calls", names });
    expect(because(many)).toEqual(["Its criteria are longer than 16384 characters; use patterns."]);
    const time = { kind: "time", from: "09:00", to: "17:00", when: "inside" } as const;
    expect(because([{ ...time, zone: "UTC", days: [] }])).toEqual(["It names no day."]);
    expect(because([{ ...time, zone: "Mars/Olympus", days: ["mon"] }])).toEqual([
      "There is no time zone Mars/Olympus.",
    ]);
  });
});

describe("a rule in a sentence", () => {
  it("says what, where and what then", () => {
    const sentence = describeGuardrail({
      action: "require-approval",
      criteria: [
        { kind: "statement-kinds", kinds: ["write", "unknown"] },
        { kind: "relations", names: ["public.users"], access: "write" },
      ],
      scope: { connections: ["prod"], tags: ["env=prod"] },
    });
    expect(sentence).toBe(
      "Asks for an approval of a statement that is a write or of unknown effect and writes public.users, on prod or a connection tagged env=prod.",
    );
  });
});
