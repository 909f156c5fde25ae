import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { aGuardrail } from "@/testing/guardrails";
import { loadStatementParser } from "../statements/engine";
import { factsOf, type StatementParser } from "../statements/facts";
import type { Criterion } from "./criteria/criterion";
import { faultsOfGuardrail } from "./faults-of-guardrail";
import { guardInput } from "./guard-input";
import { GUARDRAIL_LIMITS } from "./guardrail";

let parser: StatementParser;
beforeAll(async () => {
  parser = await loadStatementParser();
});

const words = (ignoreCase: boolean, ...of: string[]): Criterion => ({
  ...{ kind: "text-words", words: of, ignoreCase },
});
const pattern = (text: string, ignoreCase = false): Criterion => ({
  ...{ kind: "text-pattern", pattern: text, ignoreCase },
});

function said(statement: string, ...criteria: readonly Criterion[]): string {
  const rules = [aGuardrail({ criteria })];
  const facts = factsOf(parser, statement);
  const { outcome, reasons } = guardInput({ facts, statement, rules, now: new Date(0) });
  return reasons[0]?.because ?? outcome;
}

describe("words in the text of a command", () => {
  it("are found wherever they stand, in capitals or not as the rule says", () => {
    expect(said("select 1 -- FALCON", words(true, "falcon"))).toBe("text-has-a-word");
    expect(said("select 'xfalconx'", words(true, "other", "falcon"))).toBe("text-has-a-word");
    expect(said("select 1 -- FALCON", words(false, "falcon"))).toBe("allow");
    expect(said("select 1", words(true, "falcon"))).toBe("allow");
  });
  it("are found in what no parser reads, and the rule keeps its action", () => {
    const rules = [aGuardrail({ action: "warn", criteria: [words(true, "falcon")] })];
    const statement = "grep falcon notes";
    const facts = factsOf(parser, statement);
    expect(guardInput({ facts, statement, rules, now: new Date(0) }).outcome).toBe("warn");
  });
  it("hold for each statement of the text, beside what else the rule asks of it", () => {
    const writes: Criterion = { kind: "statement-kinds", kinds: ["write"] };
    expect(said("select 'falcon'; delete from t", writes, words(true, "falcon"))).not.toBe("allow");
    expect(said("select 'falcon'", writes, words(true, "falcon"))).toBe("allow");
  });
  it("are found in any text that has them", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(said(`${before}falcon${after}`, words(false, "falcon"))).not.toBe("allow");
      }),
    );
  });
});

describe("a pattern for the text of a command", () => {
  it("describes a part of it, over lines and statements", () => {
    expect(said("rm -rf /", pattern("rm\\s+-[a-z]*r"))).toBe("text-fits-a-pattern");
    expect(said("select 1;\nselect 2", pattern("1;\\s*select"))).toBe("text-fits-a-pattern");
    expect(said("SELECT 1", pattern("^select"))).toBe("allow");
    expect(said("SELECT 1", pattern("^select", true))).toBe("text-fits-a-pattern");
  });
  it("takes no longer for a text that is made to take long", () => {
    const text = `select '${"a".repeat(50_000)}'`;
    expect(said(text, pattern("(a+)+b"))).toBe("allow");
  });
  it("counts as met by a text that is too long, and when it cannot be used", () => {
    const long = `select '${"a".repeat(GUARDRAIL_LIMITS.searchedCharactersMax)}'`;
    expect(said(long, pattern("falcon"))).toBe("text-too-long");
    expect(said(long, words(true, "falcon"))).toBe("text-too-long");
    expect(said("select 1", pattern("(?=x)"))).toBe("text-fits-a-pattern");
  });
});

describe("a rule on texts", () => {
  const faults = (criterion: Criterion) =>
    faultsOfGuardrail({
      rule: { name: "r", action: "block", criteria: [criterion] },
      examples: [],
    }).map(({ because }) => because);
  it("is not kept when it could not be used, or would meet all", () => {
    expect(faults(words(true))).toEqual(["It names no word."]);
    expect(faults(words(true, "x"))).toEqual(["A word has 2 characters at least."]);
    expect(faults(pattern(""))).toEqual(["It has no pattern."]);
    expect(faults(pattern("(?=x)"))[0]).toContain("Its pattern cannot be used");
    expect(faults(pattern("x*"))[0]).toContain("it would meet all");
    expect(faults(pattern("[REDACT]{3}"))).toEqual([]);
  });
});
