import { describe, expect, it } from "vitest";
import { ruleForm, rulePreview } from "@/server/rules/form";
import { aRule } from "@/testing/rules";
import { draftOf, emptyDraft, objectionsTo, objectionToTag, ruleBody } from "./rule-draft";
import {
  chooseTime,
  DURATION_CHOICES,
  secondsOf,
  TIMEOUT_CHOICES,
  timeDraftOf,
} from "./time-draft";

const stored = {
  ...aRule({
    ...{ needs: { kind: "all-but", groups: ["dba"] }, approvals: { kind: "count", count: 3 } },
    ...{ timeoutSeconds: 5_400, durationSecondsMax: 86_400, breakGlassGroups: ["oncall"] },
    scope: { connections: ["prod-db"], tags: ["env=prod"] },
  }),
  ...{ description: "Why.", tells: ["ops-slack"] },
};

describe("the form of a rule", () => {
  it("sends back what it was given, as the gateway takes it", () => {
    expect(ruleBody(draftOf(stored))).toEqual(stored);
    expect(ruleForm.parse(ruleBody(draftOf(stored)))).toEqual(stored);
    expect(objectionsTo(draftOf(stored))).toEqual({});
  });

  it("says what must be put right first", () => {
    const draft = { ...emptyDraft(), needs: "groups", approvals: "count" } as const;
    const typed = { choice: "custom", amount: "", unit: "days" } as const;
    const wrong = { ...draft, approvalsCount: "many", timeout: typed, duration: typed };
    expect(Object.keys(objectionsTo(wrong)).sort()).toEqual(
      ["approvals", "approverGroups", "duration", "name", "needs", "scope", "timeout"].sort(),
    );
  });

  it("can be looked at whatever stands in it", () => {
    const typed = { choice: "custom", amount: "1e99", unit: "days" } as const;
    const draft = {
      ...emptyDraft(),
      approvals: "count",
      approvalsCount: "x",
      timeout: typed,
    } as const;
    expect(rulePreview.safeParse(ruleBody(draft)).success).toBe(true);
  });

  it("asks for all commands where it opens windows", () =>
    expect(ruleBody({ ...draftOf(stored), kind: "jit", commands: "writes" }).commands).toBe("all"));

  it("takes tags as connections have them", () => {
    expect(["env=prod", "team/x=", "a=b c"].map(objectionToTag)).toEqual([null, null, null]);
    for (const tag of ["env", "Env=prod", "=x", "a=b=c"])
      expect(objectionToTag(tag)).not.toBeNull();
  });
});

describe("a time in the form", () => {
  it.each([60, 300, 3_600, 5_400, 86_400, 604_800])("is kept: %d seconds", (seconds) => {
    expect(secondsOf(timeDraftOf(seconds, TIMEOUT_CHOICES))).toBe(seconds);
    expect(secondsOf(timeDraftOf(seconds, DURATION_CHOICES))).toBe(seconds);
  });

  it("begins with the chosen one when another is typed", () => {
    const chosen = timeDraftOf(1_800, TIMEOUT_CHOICES);
    expect(chooseTime(chosen, "custom")).toEqual({
      choice: "custom",
      amount: "30",
      unit: "minutes",
    });
    expect(secondsOf(chooseTime(chosen, "300"))).toBe(300);
  });
});
