import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeRow } from "../rows/row-format";
import type { ResultCriterion } from "./criteria/criterion";
import { faultsOfGuardrail } from "./faults-of-guardrail";
import { guardInput } from "./guard-input";
import { OutputGuard } from "./guard-output";
import type { GuardrailAction } from "./guardrail";
import type { OutputAction, OutputRule } from "./output/output-rule";
import { OutputSearch } from "./output/output-search";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (given: Uint8Array) => new TextDecoder().decode(given);
const someWords = (...words: string[]): ResultCriterion => ({
  ...{ kind: "result-words", words, ignoreCase: true },
});
const pattern = (of: string): ResultCriterion => ({
  ...{ kind: "result-pattern", pattern: of, ignoreCase: false },
});
const rule = (action: OutputAction, criterion: ResultCriterion): OutputRule => ({
  ...{ id: "grd_1", name: "Secret", message: "Ask security.", action, criterion },
});
const guardOf = (...rules: readonly OutputRule[]) => new OutputGuard(new OutputSearch(rules));
function left(guard: OutputGuard, given: string) {
  const answer = guard.text(bytes(given));
  return answer.kind === "block" ? `blocked by ${answer.rule.name}` : text(answer.bytes);
}

describe("a rule that replaces", () => {
  it("replaces every part that it finds, and nothing else", () =>
    expect(left(guardOf(rule("redact", someWords("falcon"))), "a Falcon, a FALCON!")).toBe(
      "a [REDACTED], a [REDACTED]!",
    ));
  it("replaces places that overlap as one", () =>
    expect(left(guardOf(rule("redact", someWords("abcd", "cdef"))), "xabcdefx")).toBe(
      "x[REDACTED]x",
    ));
  it("finds what a pattern describes", () =>
    expect(left(guardOf(rule("redact", pattern("CASE-[0-9]{4}"))), "ü CASE-1234 CASE-12")).toBe(
      "ü [REDACTED] CASE-12",
    ));
  it("counts what it found", () => {
    const guard = guardOf(rule("redact", someWords("falcon")));
    left(guard, "falcon falcon");
    left(guard, "none");
    expect(guard.tally()).toEqual([
      { ruleId: "grd_1", rule: "Secret", action: "redact", count: 2 },
    ]);
  });
  it("replaces all of a text in which it finds too much", () =>
    expect(left(guardOf(rule("redact", someWords("ab"))), "ab,".repeat(101))).toBe("[REDACTED]"));
  it("returns the very same bytes where nothing is found", () => {
    const given = encodeRow([bytes("clean"), null]);
    const answer = guardOf(rule("redact", someWords("falcon"))).rows(given);
    expect(answer.kind === "allow" && answer.bytes).toBe(given);
  });
  it("leaves other cells, NULLs and the number of rows as they are", () => {
    const rows = [encodeRow([bytes("1"), null, bytes("a falcon")]), encodeRow([null, bytes("")])];
    const answer = guardOf(rule("redact", someWords("falcon"))).rows(Buffer.concat(rows));
    const wanted = [
      encodeRow([bytes("1"), null, bytes("a [REDACTED]")]),
      encodeRow([null, bytes("")]),
    ];
    expect(answer.kind === "allow" && Buffer.from(answer.bytes)).toEqual(Buffer.concat(wanted));
  });
});

describe("a rule that blocks", () => {
  it("blocks, whatever another one would replace", () => {
    const replaces = rule("redact", someWords("falcon"));
    expect(left(guardOf(replaces, rule("block", pattern("fal.on"))), "a falcon")).toBe(
      "blocked by Secret",
    );
  });
  it("finds nothing across two cells", () => {
    const answer = guardOf(rule("block", someWords("falcon"))).rows(
      encodeRow([bytes("fal"), bytes("con")]),
    );
    expect(answer.kind).toBe("allow");
  });
  it("says nothing of a statement that holds its words", () => {
    const { criterion } = rule("block", someWords("falcon"));
    const rules = [
      {
        ...{ id: "g", name: "g", version: 1, enabled: true, priority: 1, message: "" },
        ...{
          scope: { connections: [], tags: [] },
          action: "block" as const,
          criteria: [criterion],
        },
      },
    ];
    const asked = { facts: [], statement: "select 'falcon'", rules, now: new Date(0) };
    expect(guardInput(asked).outcome).toBe("allow");
  });
});

describe("what was replaced", () => {
  const unit = fc.constantFrom("a", "b", "c", "[", "]", "R", "E", " ");
  const word = fc.string({ unit, minLength: 2, maxLength: 4 });
  const sound = fc
    .array(word, { minLength: 1, maxLength: 4 })
    .filter((all) => faultsOf("redact", someWords(...all)).length === 0);

  it("holds nothing that the rules would still find", () =>
    fc.assert(
      fc.property(sound, fc.string({ unit, maxLength: 60 }), (words, given) => {
        const guard = () => guardOf(rule("redact", someWords(...words)));
        const once = left(guard(), given);
        expect(left(guard(), once)).toBe(once);
      }),
    ));
});

function faultsOf(action: GuardrailAction, ...criteria: readonly ResultCriterion[]) {
  return faultsOfGuardrail({ rule: { name: "x", action, criteria }, examples: [] }).map(
    ({ because }) => because,
  );
}

describe("what is not kept", () => {
  it.each([
    ["warn", someWords("falcon"), "too late"],
    ["block", someWords(), "no word"],
    ["block", someWords("x"), "2 characters"],
    ["block", someWords("redacted"), "[REDACTED]"],
    ["block", pattern(""), "no pattern"],
    ["block", pattern("(?<=a)b"), "cannot be used"],
    ["block", pattern("(a)\\1"), "cannot be used"],
    ["block", pattern("x*"), "where nothing stands"],
    ["block", pattern("\\w+"), "[REDACTED]"],
    ["block", pattern("(?:x{900}){3}"), "pattern"],
  ] as const)("to %s %o", (action, criterion, because) =>
    expect(faultsOf(action, criterion).join()).toContain(because),
  );
  it("is a rule with two criteria on results", () =>
    expect(faultsOf("block", someWords("ab"), pattern("cd"))).toEqual([
      "A rule on what is returned has one criterion and no other.",
    ]));
  it("is a rule whose example of a result says otherwise", () => {
    const examples = [{ statement: "nothing here", expected: "redact" as const, facts: [] }];
    const criteria = [someWords("falcon")];
    const faults = faultsOfGuardrail({ rule: { name: "x", action: "redact", criteria }, examples });
    expect(faults[0]?.because).toContain("It finds nothing there.");
  });
});
