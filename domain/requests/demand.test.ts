import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Role } from "@/domain/people/role";
import type { ApiKeyId } from "@/domain/people/user";
import { aDemand } from "@/testing/rules";
import {
  approverGroupsOf,
  approvesItself,
  jointTerms,
  mayBreakGlass,
  ruleVersionsOf,
  sameDemands,
} from "./demand";

describe("several rules together", () => {
  it("are as strict as the strictest on every point", () => {
    const one = aDemand({ name: "a", timeoutSeconds: 300, durationSecondsMax: 7_200 });
    const other = aDemand({ name: "b", timeoutSeconds: 3_600, durationSecondsMax: 60 });
    const strict = aDemand({ name: "c", reasonRequired: true });
    expect(jointTerms([one, other, strict])).toEqual({
      ...{ timeoutSeconds: 300, durationSecondsMax: 60, reasonRequired: true },
    });
    expect(jointTerms([one, other]).reasonRequired).toBe(false);
  });

  it("are never more lenient for one rule more", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            timeoutSeconds: fc.integer({ min: 60, max: 604_800 }),
            durationSecondsMax: fc.integer({ min: 60, max: 2_592_000 }),
            reasonRequired: fc.boolean(),
          }),
          { minLength: 2, maxLength: 6 },
        ),
        (changes) => {
          const all = jointTerms(changes.map((change) => aDemand(change)));
          const fewer = jointTerms(changes.slice(1).map((change) => aDemand(change)));
          expect(all.timeoutSeconds).toBeLessThanOrEqual(fewer.timeoutSeconds);
          expect(all.durationSecondsMax).toBeLessThanOrEqual(fewer.durationSecondsMax);
          expect(Number(all.reasonRequired)).toBeGreaterThanOrEqual(Number(fewer.reasonRequired));
        },
      ),
    ));

  it("name each group that decides once", () => {
    const demands = [
      aDemand({ name: "a", approverGroups: ["sec", "dba"] }),
      aDemand({ name: "b", approverGroups: ["dba"] }),
    ];
    expect(approverGroupsOf(demands)).toEqual(["dba", "sec"]);
  });

  it("are the same in whichever order, and others in another version", () => {
    const [a, b] = [aDemand({ name: "a" }), aDemand({ name: "b" })];
    expect(sameDemands([a, b], [b, a])).toBe(true);
    expect(sameDemands([a, b], [a, aDemand({ name: "b" }, 2)])).toBe(false);
    expect(sameDemands([a, b], [a])).toBe(false);
    expect(ruleVersionsOf([b, a])).toEqual(["rul_a@1", "rul_b@1"]);
  });
});

describe("acting at once", () => {
  const open = aDemand({ name: "a", breakGlassGroups: ["oncall", "sre"] });
  it("is for who is in a group that every rule lets", () => {
    expect(mayBreakGlass({ groups: ["oncall"] }, [open])).toBe(true);
    expect(mayBreakGlass({ groups: ["dev"] }, [open])).toBe(false);
    const other = aDemand({ name: "b", breakGlassGroups: ["sre"] });
    expect(mayBreakGlass({ groups: ["oncall"] }, [open, other])).toBe(false);
    expect(mayBreakGlass({ groups: ["oncall", "sre"] }, [open, other])).toBe(true);
  });
  it("is for nobody where a rule lets nobody, or no rule asks", () => {
    expect(mayBreakGlass({ groups: ["oncall"] }, [open, aDemand({ name: "b" })])).toBe(false);
    expect(mayBreakGlass({ groups: ["oncall"] }, [])).toBe(false);
  });
});

describe("a request that approves itself", () => {
  const as = (role: Role) => ({ role });
  const key = { id: "key_1" as ApiKeyId, name: "ci", scopes: [], isBound: true };
  it("is an admin's, where every rule that asks says so", () => {
    expect(approvesItself(as("admin"), [aDemand()])).toBe(true);
    const strict = aDemand({ name: "b", adminsApproveThemselves: false });
    expect(approvesItself(as("admin"), [aDemand(), strict])).toBe(false);
    expect(approvesItself(as("admin"), [])).toBe(false);
  });
  it.each<Role>(["auditor", "approver", "member"])("is nobody else's: %s", (role) =>
    expect(approvesItself(as(role), [aDemand({ selfApproval: true })])).toBe(false),
  );
  it("is not one that a key of an admin made", () =>
    expect(approvesItself({ role: "admin", apiKey: key }, [aDemand()])).toBe(false));
});
