import { describe, expect, it } from "vitest";
import { describeMaskingRule } from "./describe-masking-rule";

const everywhere = { connections: [], tags: [] };
const nothing = {
  ...{ scope: everywhere, columns: [], detectors: {}, replacements: {}, builtInColumns: null },
  ...{ kinds: [] },
  ...({ comparisons: "allow", comparisonsPerDay: null, exemptGroups: [] } as const),
} as const;
const named = (column: string) => ({ schema: "hr", table: "people", column, kind: "ssn" as const });

const employeeNo = {
  ...{ name: "employee-no", patterns: ["E-[0-9]+"], words: [], context: [], ignoreCase: false },
  replacement: "redact",
} as const;

describe("a masking rule in words", () => {
  it("says when it says nothing", () =>
    expect(describeMaskingRule(nothing)).toBe("On every connection: says nothing yet."));

  it("names where, what is masked, what is looked for or not, and for whom it does not", () =>
    expect(
      describeMaskingRule({
        scope: { connections: ["shop"], tags: ["env=prod"] },
        columns: [named("note"), named("*_id")],
        ...{ comparisons: "allow", comparisonsPerDay: null },
        detectors: { ip: "off", card: "on", email: "on", phone: "off" },
        replacements: { ssn: "partial", email: "hash", card: "hash", ip: "fake", mac: "null" },
        kinds: [employeeNo],
        builtInColumns: "off",
        exemptGroups: ["dba", "support"],
      }),
    ).toBe(
      "On shop or a connection tagged env=prod: masks hr.people.note and hr.people.*_id; " +
        "does not mask the built-in columns; looks for e-mail addresses and card numbers; " +
        "does not look for phone numbers or IP addresses; masks [EMPLOYEE-NO], which it defines; shows a part of social security numbers; " +
        "shows a hash of e-mail addresses and card numbers; makes up IP addresses; " +
        "shows NULL instead of MAC addresses (not masked by it: people in dba or support).",
    ));

  it("says that its columns are not compared, where there are any", () => {
    const refusing = { ...nothing, comparisons: "refuse" } as const;
    const said = describeMaskingRule({ ...refusing, columns: [named("note")] });
    expect(said).toBe("On every connection: masks hr.people.note; refuses to compare them.");
    expect(describeMaskingRule({ ...refusing, builtInColumns: "on" })).toContain("refuses to");
    for (const builtInColumns of [null, "off"] as const) {
      expect(describeMaskingRule({ ...refusing, builtInColumns })).not.toContain("refuses");
    }
  });

  it("says what comparisons of its columns cost", () => {
    const said = (rule: Partial<Parameters<typeof describeMaskingRule>[0]>) =>
      describeMaskingRule({ ...nothing, columns: [named("note")], ...rule });
    const counted = (comparisonsPerDay: number) =>
      said({ comparisons: "count", comparisonsPerDay });
    expect(counted(1)).toContain("lets each person compare them in 1 command a day");
    expect(counted(12)).toContain("lets each person compare them in 12 commands a day");
    expect(said({ comparisons: "approve" })).toContain("has comparisons of them approved");
    expect(said({ comparisons: "approve", columns: [] })).not.toContain("approved");
  });

  it("counts columns past the fourth, and names every exempt group", () => {
    const columns = ["a", "b", "c", "d", "e", "f"].map(named);
    const exemptGroups = ["g", "h", "i", "j", "k", "l"];
    const said = describeMaskingRule({ ...nothing, columns, exemptGroups });
    expect(said).toContain("hr.people.d and 2 others");
    expect(said).toContain("g, h, i, j, k or l");
  });
});
