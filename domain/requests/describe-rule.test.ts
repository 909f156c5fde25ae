import { describe, expect, it } from "vitest";
import { aRule } from "@/testing/rules";
import { describeRule, type RuleDraft } from "./describe-rule";

const says = (change: Partial<RuleDraft>) => describeRule(aRule(change));

describe("the sentence of a rule", () => {
  it("is one sentence that says who, what, where, by whom and until when", () => {
    expect(
      says({
        ...{ needs: { kind: "all-but", groups: ["dba"] }, commands: "writes" },
        ...{ scope: { connections: ["prod-db"], tags: ["env=prod"] }, reasonRequired: true },
        ...{ approverGroups: ["dba", "security"], approvals: { kind: "each" } },
      }),
    ).toBe(
      "Anyone but dba who writes on prod-db or a connection tagged env=prod needs one member of each of dba and security to approve within 1 hour; a reason is required.",
    );
  });

  it.each<[string, Partial<RuleDraft>, string]>([
    ["everybody", {}, "Anyone who runs anything on prod-db "],
    ["some", { needs: { kind: "groups", groups: ["a", "b"] } }, "Anyone in a or b who "],
    ["none", { needs: { kind: "groups", groups: [] } }, "Nobody who "],
    ["no exception", { needs: { kind: "all-but", groups: [] } }, "Anyone who "],
    ["schema changes", { commands: "schema" }, "Anyone who changes the schema on prod-db "],
    ["guardrails", { commands: "guardrail" }, "who runs what a guardrail sends for approval on "],
  ])("names whom it is about: %s", (_, change, part) => expect(says(change)).toContain(part));

  it.each<[string, Partial<RuleDraft>, string]>([
    ["any of one group", { approvals: { kind: "any" } }, "needs one member of dba to approve"],
    [
      "any of several",
      { approvals: { kind: "any" }, approverGroups: ["dba", "sre"] },
      "needs one member of dba or sre to approve",
    ],
    ["each of one group", {}, "needs one member of dba to approve"],
    ["two", { approvals: { kind: "count", count: 2 } }, "needs 2 members of dba to approve"],
    ["no group yet", { approverGroups: [] }, "needs somebody of no group to approve"],
  ])("names who approves: %s", (_, change, part) => expect(says(change)).toContain(part));

  it("says of a window how long it may be", () =>
    expect(says({ kind: "jit", durationSecondsMax: 129_600, timeoutSeconds: 300 })).toBe(
      "Anyone who runs anything on prod-db needs one member of dba to approve a window of at most 1 day 12 hours, within 5 minutes of asking.",
    ));

  it("says what is not as in every new rule", () =>
    expect(
      says({
        ...{ reasonRequired: true, breakGlassGroups: ["oncall"] },
        ...{ adminsApproveThemselves: false, selfApproval: true },
      }),
    ).toContain(
      "; a reason is required, members of oncall may act at once, admins do not approve their own, approvers may approve their own.",
    ));

  it("stays a sentence where there are very many", () => {
    const connections = Array.from({ length: 500 }, (_, index) => `db-${index}`);
    expect(says({ scope: { connections, tags: [] } })).toContain(
      "on db-0, db-1, db-2, db-3 or 496 others needs",
    );
    expect(says({ scope: { connections: connections.slice(0, 5), tags: [] } })).toContain(
      "on db-0, db-1, db-2, db-3 or db-4 needs",
    );
    expect(says({ scope: { connections: [], tags: [] } })).toContain("on no connection needs");
  });
});
