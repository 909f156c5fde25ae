import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { aGuardrail } from "@/testing/guardrails";
import { loadStatementParser } from "../statements/engine";
import { factsOf, type StatementParser } from "../statements/facts";
import type { Criterion } from "./criteria/criterion";
import { guardInput, type Verdict } from "./guard-input";
import { GUARDRAIL_LIMITS, type Guardrail } from "./guardrail";

const NOON = new Date("2026-03-02T12:00:00Z");
let parser: StatementParser;
beforeAll(async () => {
  parser = await loadStatementParser();
});

function judge(statement: string, ...rules: readonly Guardrail[]): Verdict {
  return guardInput({ facts: factsOf(parser, statement), statement, rules, now: NOON });
}
const outcome = (statement: string, ...criteria: readonly Criterion[]) =>
  judge(statement, aGuardrail({ criteria })).outcome;

const EVERY_ROW: Criterion = { kind: "every-row" };
const WRITES: Criterion = { kind: "statement-kinds", kinds: ["write"] };
const USERS: Criterion = { kind: "relations", names: ["public.users"], access: "any" };

describe("a command", () => {
  it("goes through where there is no rule", () => {
    expect(judge("delete from users")).toEqual({ outcome: "allow", reasons: [], leftOut: 0 });
    expect(judge("selct")).toEqual({ outcome: "allow", reasons: [], leftOut: 0 });
  });

  it("meets a rule when all its criteria hold for one statement", () => {
    expect(outcome("delete from users", WRITES, USERS)).toBe("block");
    expect(outcome("select * from users", WRITES, USERS)).toBe("allow");
    expect(outcome("delete from orders where id = 1", WRITES, USERS)).toBe("allow");
    expect(outcome("select * from users; delete from orders where id = 1", WRITES, USERS)).toBe(
      "allow",
    );
  });

  it("is told the strongest of all rules with every reason, the most severe first", () => {
    const verdict = judge(
      "update users set a = 1",
      aGuardrail({ name: "warns", action: "warn", priority: 1, criteria: [USERS] }),
      aGuardrail({ name: "asks", action: "require-approval", priority: 2, criteria: [WRITES] }),
      aGuardrail({ name: "blocks-later", priority: 4, criteria: [WRITES, EVERY_ROW] }),
      aGuardrail({ name: "blocks", priority: 3 }),
    );
    expect(verdict.outcome).toBe("block");
    expect(verdict.reasons.map(({ rule, because }) => [rule, because])).toEqual([
      ["blocks", "no-where"],
      ["blocks-later", "kind-is-named"],
      ["blocks-later", "no-where"],
      ["asks", "kind-is-named"],
      ["warns", "relation-is-named"],
    ]);
  });

  it("is told the place: the statement without the blanks around it, in bytes and in characters", () => {
    const text = "select '👋🏽é';\n  delete from users  ;";
    const [reason] = judge(text, aGuardrail()).reasons;
    expect(reason).toMatchObject({ statement: 1 });
    expect(text.slice(reason?.start, reason?.end)).toBe("delete from users");
    const bytes = new TextEncoder().encode(text).slice(reason?.startByte, reason?.endByte);
    expect(new TextDecoder().decode(bytes)).toBe("delete from users");
  });

  it("keeps a bounded number of reasons and counts the others", () => {
    const { reasonsMax } = GUARDRAIL_LIMITS;
    const verdict = judge("delete from users;".repeat(reasonsMax + 3), aGuardrail());
    expect(verdict.reasons).toHaveLength(reasonsMax);
    expect(verdict.leftOut).toBe(3);
  });
});

describe("what nobody can read", () => {
  const text = "this is not SQL";
  it("is blocked by any rule that could be about it, whatever its action", () => {
    for (const action of ["warn", "require-approval", "block"] as const) {
      const [reason] = judge(text, aGuardrail({ action })).reasons;
      expect(reason).toMatchObject({ action: "block", because: "unknown-effect" });
    }
  });
  it("is not blocked by a rule that cannot be about it", () => {
    const night: Criterion = {
      ...{ kind: "time", zone: "UTC", days: ["mon"], from: "00:00", to: "06:00" },
      when: "inside",
    };
    expect(outcome(text, EVERY_ROW, night)).toBe("allow");
  });
  it("meets the criterion that is about it with the rule's own action", () => {
    const rule = aGuardrail({ action: "warn", criteria: [{ kind: "unparsed" }] });
    expect(judge(text, rule)).toMatchObject({
      outcome: "warn",
      reasons: [{ because: "not-parsed" }],
    });
    expect(judge("select 1", rule).outcome).toBe("allow");
  });
});

describe("what can be read but not known", () => {
  it.each(["do $$ begin delete from users; end $$", "call wipe()", "execute prepared"])(
    "counts as what the rule is about: %s",
    (statement) => {
      const rule = aGuardrail({ action: "require-approval" });
      expect(judge(statement, rule)).toMatchObject({
        outcome: "require-approval",
        reasons: [{ because: "unknown-effect" }],
      });
    },
  );
});

describe("whatever is sent", () => {
  it("gets an answer, and reasons exactly when it is not let through", () => {
    const words = fc.constantFrom(
      ...["select", "delete from", "users", "where", "1 = 1", ";", "--", "$$", "'", "(", ")", "é"],
      ...["update", "set a = 1", "with x as", "explain analyze", "/*", "*/", "\n", "do"],
    );
    const rules = [aGuardrail(), aGuardrail({ name: "w", action: "warn", criteria: [WRITES] })];
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const text = parts.join(" ");
        const { outcome: said, reasons } = judge(text, ...rules);
        expect(said === "allow").toBe(reasons.length === 0);
        for (const { start, end } of reasons) expect(start <= end && end <= text.length).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
