import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCESS_MODES, type AccessMode } from "../connections/connection";
import { ROLES, type Role } from "../people/role";
import type { UserStatus } from "../people/user";
import { decideAccess } from "./decide-access";
import { describeStep, explainAccess } from "./explain-access";

const shop = { accessGroups: ["support"], modes: ["web"] as const };

function reasons(role: Role, groups: string[], mode: AccessMode = "web"): string[] {
  const question = { actor: { role, groups, status: "active" as const }, connection: shop, mode };
  return explainAccess(question).steps.map(({ because }) => because);
}

describe("why somebody may use a connection", () => {
  it("names every check that let a member in, and the group that did", () => {
    expect(reasons("member", ["support"])).toEqual([
      ...["user-is-active", "role-can-run", "in-access-group", "mode-is-on"],
    ]);
    const question = { actor: { role: "member", groups: ["support"], status: "active" } } as const;
    const { steps } = explainAccess({ ...question, connection: shop, mode: "web" });
    expect(steps.map((step) => describeStep(step, { mode: "web" }).says)).toContain(
      "The group support is listed on the connection.",
    );
  });
  it("names every check that failed, not only the first", () =>
    expect(reasons("auditor", [], "native")).toEqual([
      ...["user-is-active", "role-cannot-run", "not-in-access-group", "mode-is-off"],
    ]));
  it("lets an admin in by the role, and through no closed way", () =>
    expect(reasons("admin", [], "native")).toEqual([
      ...["user-is-active", "role-can-run", "granted-by-role", "mode-is-off"],
    ]));
  it("tells what would change each reason that stands in the way, and only those", () => {
    const actor = { role: "approver", groups: [], status: "inactive" } as const;
    const { steps } = explainAccess({ actor, connection: shop, mode: "native" });
    for (const step of steps) {
      const { change } = describeStep(step, { mode: "native" });
      expect(change === null).toBe(step.passed);
    }
  });
  it.each([
    ["member", "active", ["support"], "web", "user-is-active", /account is active/, null],
    ["member", "inactive", [], "web", "user-inactive", /account is inactive/, /under Users/],
    ["member", "active", [], "web", "role-can-run", /role includes running/, null],
    ["auditor", "active", [], "web", "role-cannot-run", /role never runs/, /Settings → Sign-in/],
    ["admin", "active", [], "web", "granted-by-role", /Admins use every connection/, null],
    ["member", "active", ["support"], "web", "in-access-group", /group support is listed/, null],
    ["member", "active", [], "web", "not-in-access-group", /No group/, /under Access control/],
    ["member", "active", [], "web", "mode-is-on", /web editor and one-offs are open/, null],
    ["member", "active", [], "native", "mode-is-off", /Native clients are closed/, /open this way/],
    ["member", "active", [], "runbooks", "mode-is-off", /Runbooks are closed/, /open this way/],
  ] as const)(
    "says to a %s (%s, in %j, by %s) of %s what it means",
    (...[role, status, groups, mode, because, says, change]) => {
      const actor = { role, status, groups: [...groups] };
      const { steps } = explainAccess({ actor, connection: shop, mode });
      const step = steps.find((one) => one.because === because);
      if (step === undefined) throw new Error(`no step ${because}`);
      const words = describeStep(step, { mode });
      expect(words.says).toMatch(says);
      if (change === null) expect(words.change).toBeNull();
      else expect(words.change).toMatch(change);
    },
  );
  it("does not take a group that is called role for the role", () => {
    const actor = { role: "member", groups: ["role"], status: "active" } as const;
    const connection = { accessGroups: ["role"], modes: ["web"] as const };
    const { steps } = explainAccess({ actor, connection, mode: "web" });
    expect(steps[2]).toEqual({ passed: true, because: "in-access-group", group: "role" });
  });

  it("is the decision itself, for anybody and anything", () => {
    const groups = fc.uniqueArray(fc.constantFrom("a", "b", "c"));
    const question = fc.record({
      actor: fc.record({
        role: fc.constantFrom(...ROLES),
        groups,
        status: fc.constantFrom<UserStatus>("active", "inactive"),
      }),
      connection: fc.record({
        accessGroups: groups,
        modes: fc.uniqueArray(fc.constantFrom(...ACCESS_MODES)),
      }),
      mode: fc.constantFrom(...ACCESS_MODES),
    });
    fc.assert(
      fc.property(question, (asked) => {
        const { decision, steps } = explainAccess(asked);
        expect(decision).toEqual(decideAccess(asked));
        expect(decision.kind === "allow").toBe(steps.every(({ passed }) => passed));
      }),
    );
  });
});
