import { describe, expect, it } from "vitest";
import type { ColumnMaskingRule } from "../masking-rule";
import { demandOn, isProtected, needsMaterial, verdictBeside, verdictOfEnd } from "./judge-attack";
import type { Attack, Found } from "./probe";

const shown: Attack = { class: "plain", statement: "SELECT 1" };
const guess: Attack = { class: "guess", statement: "SELECT 1" };
const found: Found = { form: "plain", channel: "cells" };
const end = (code: string | null, value: Found | null = null) => ({
  ...{ state: code === null ? "done" : "failed", code, found: value },
});
const said = (attack: Attack, code: string | null, demand: "count" | "refuse" | null = null) => {
  const verdict = verdictOfEnd(attack, end(code), demand);
  return verdict === null ? "look" : `${verdict.outcome} ${verdict.code}`;
};

describe("what became of an attack", () => {
  it("is a leak where a value was found, however it ended", () => {
    for (const code of [null, "TARGET.ERROR", "LIMIT.TIME", "MASKING.COMPARED"]) {
      expect(verdictOfEnd(shown, end(code, found), null)).toEqual({
        outcome: "leaked",
        code,
        found,
      });
      expect(verdictOfEnd(guess, end(code, found), null)?.outcome).toBe("leaked");
    }
  });

  it.each([null, "TARGET.ERROR", "LIMIT.ROWS", "LIMIT.BYTES"])(
    "is only told by the same statement in clear when it ran: %s",
    (code) => expect(said(shown, code)).toBe("look"),
  );

  it.each(["GUARDRAIL.BLOCKED", "GUARDRAIL.REACHED", "MASKING.COMPARED"])(
    "is a refusal with its code: %s",
    (code) => expect(said(shown, code)).toBe(`refused ${code}`),
  );

  it.each([
    ...["STATEMENT.READ_ONLY", "TARGET.LOST", "TARGET.UNREACHABLE", "LIMIT.TIME"],
    ...["SESSION.CANCELLED", "INTERNAL.BUG", "MASKING.FAILED"],
  ])("is no success where it was not tried: %s", (code) => {
    expect(said(shown, code)).toBe(`not-tried ${code}`);
    expect(said(guess, code)).toBe(`not-tried ${code}`);
  });

  it("is a guess where a comparison was answered, or is only counted", () => {
    expect(said(guess, null)).toBe("guessable null");
    expect(said(guess, "MASKING.COMPARED", "count")).toBe("guessable count");
    expect(said(guess, "MASKING.COMPARED", "refuse")).toBe("refused MASKING.COMPARED");
    expect(said(guess, "TARGET.ERROR")).toBe("not-tried TARGET.ERROR");
    expect(said(shown, "MASKING.COMPARED", "count")).toBe("refused MASKING.COMPARED");
  });

  it("is masked only where the statement would have shown something", () => {
    expect(verdictBeside(found).outcome).toBe("masked");
    expect(verdictBeside(null).outcome).toBe("harmless");
  });
});

describe("a column without anything to look for", () => {
  it.each(["empty", "only-null", "too-short", "too-few", "unread", "unknown"] as const)(
    "says nothing of attacks on its values: %s",
    (material) => expect(needsMaterial(shown, material)).toBe(true),
  );
  it("can be guessed where it has rows", () => {
    expect(needsMaterial(guess, "too-short")).toBe(false);
    expect(needsMaterial(guess, "empty")).toBe(true);
    expect(needsMaterial(shown, "usable")).toBe(false);
  });
});

describe("what is asked of comparisons of a column", () => {
  const rule = (column: string, comparisons?: "count" | "refuse"): ColumnMaskingRule => ({
    ...{ schema: "*", table: "people", column, kind: "email" },
    ...(comparisons !== undefined && { comparisons }),
  });
  const email = { schema: "public", table: "people", column: "Email" };

  it("is what the strictest of its rules asks", () => {
    expect(demandOn(email, [rule("*mail", "count"), rule("e*", "refuse")])).toBe("refuse");
    expect(demandOn(email, [rule("*mail")])).toBeNull();
    expect(demandOn({ ...email, table: "pets" }, [rule("*", "refuse")])).toBeNull();
  });

  it("needs a rule that names its schema, its table and itself", () => {
    expect(isProtected(email, [rule("email")])).toBe(true);
    expect(isProtected(email, [rule("phone")])).toBe(false);
    expect(isProtected({ ...email, table: "pets" }, [rule("email")])).toBe(false);
  });
});
