import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "../people/role";
import type { Actor, SignInId, UserId } from "../people/user";
import {
  hasReviews,
  isUndecided,
  mayReview,
  maySeeReview,
  objectionToDeciding,
  objectionToDecision,
  type Reviewer,
} from "./decide-review";
import { groupsLeft, type HeldNow, outcomeOf } from "./outcome";
import { canMove, type HeldGroup, REVIEW_STATES } from "./review";

const SALES = { kind: "group", id: "grp_sales" } as const;
const SHOP = { kind: "connection", id: "con_shop" } as const;

function actor(role: Role, status: Actor["status"] = "active"): Actor {
  const id = `usr_${role}` as UserId;
  return {
    ...{ userId: id, name: role, email: `${role}@corp.test`, status, groups: [], role },
    signInId: "sgn_1" as SignInId,
  };
}
const reviewer = (role: Role, ...ownedGroups: string[]): Reviewer => ({
  actor: actor(role),
  ownedGroups,
});
const rolesThat = (ask: (role: Role) => boolean) => ROLES.filter(ask);

describe("an access review", () => {
  it("moves from open to its end, once", () => {
    const moves = REVIEW_STATES.flatMap((from) =>
      REVIEW_STATES.filter((to) => canMove(from, to)).map((to) => `${from} ${to}`),
    );
    expect(moves).toEqual(["open completed", "open cancelled"]);
  });

  describe("of a group", () => {
    it("is seen by admins and auditors", () =>
      expect(rolesThat((role) => maySeeReview(reviewer(role), SALES))).toEqual([
        "admin",
        "auditor",
      ]));
    it("is decided by admins", () =>
      expect(rolesThat((role) => mayReview(reviewer(role), SALES))).toEqual(["admin"]));
    it("is seen and decided by its owner", () => {
      expect(maySeeReview(reviewer("member", SALES.id), SALES)).toBe(true);
      expect(mayReview(reviewer("member", SALES.id), SALES)).toBe(true);
    });
    it("does not exist for the owner of another group", () => {
      expect(maySeeReview(reviewer("member", "grp_other"), SALES)).toBe(false);
      expect(mayReview(reviewer("member", "grp_other"), SALES)).toBe(false);
    });
    it("is not decided by an auditor or approver, even one who owns the group", () =>
      expect(rolesThat((role) => mayReview(reviewer(role, SALES.id), SALES))).toEqual([
        "admin",
        "member",
      ]));
    it("is closed to an inactive admin", () => {
      const gone = { actor: actor("admin", "inactive"), ownedGroups: [SALES.id] };
      expect([maySeeReview(gone, SALES), mayReview(gone, SALES), hasReviews(gone)]).toEqual([
        ...[false, false, false],
      ]);
    });
  });

  it("of a connection is never a group owner's, whatever the ids", () =>
    expect(mayReview(reviewer("member", SHOP.id), SHOP)).toBe(false));

  it("exists for whoever sees all, and for members who own a group", () => {
    expect(rolesThat((role) => hasReviews(reviewer(role)))).toEqual(["admin", "auditor"]);
    expect(hasReviews(reviewer("member", SALES.id))).toBe(true);
    expect(hasReviews(reviewer("approver", SALES.id))).toBe(false);
  });
});

describe("a decision about one person", () => {
  const open = { state: "open" } as const;
  const other = { userId: "usr_other" as UserId, byRole: false };

  it("is free while the review is open", () =>
    expect(objectionToDeciding(actor("admin"), open, other)).toBeNull());
  it("is over when the review is", () => {
    for (const state of ["completed", "cancelled"] as const) {
      expect(objectionToDeciding(actor("admin"), { state }, other)).toBe("not-open");
    }
  });
  it("is never one's own, not even an admin's", () => {
    const own = { userId: "usr_admin" as UserId, byRole: false };
    expect(objectionToDeciding(actor("admin"), open, own)).toBe("own-access");
  });
  it("is not taken here when the role gives the access", () =>
    expect(objectionToDeciding(actor("admin"), open, { ...other, byRole: true })).toBe(
      "given-by-role",
    ));
  it("to revoke has a reason that says something", () => {
    expect(objectionToDecision({ verdict: "revoke", reason: "  " })).toBe("reason-missing");
    expect(objectionToDecision({ verdict: "revoke", reason: "left the team" })).toBeNull();
  });
  it("to keep needs none", () =>
    expect(objectionToDecision({ verdict: "keep", reason: "" })).toBeNull());
  it("is waited for, unless the role gives the access", () => {
    expect(isUndecided({ verdict: null, byRole: false })).toBe(true);
    expect(isUndecided({ verdict: null, byRole: true })).toBe(false);
    expect(isUndecided({ verdict: "keep", byRole: false })).toBe(false);
  });
});

describe("completing", () => {
  const held = (name: string): HeldGroup => ({ id: `grp_${name}`, name, sources: ["local"] });
  const now = (name: string, source: HeldNow["source"] = "local"): HeldNow => ({
    ...{ groupId: `grp_${name}`, groupName: name, source },
  });
  const revoke = (...groups: string[]) => ({
    ...{ verdict: "revoke" as const, byRole: false, groups: groups.map(held) },
  });

  it("leaves those who are kept and those whom the role lets in", () => {
    const keep = { ...revoke("sales"), verdict: "keep" as const };
    expect(outcomeOf(keep, [now("sales")])).toEqual({ kind: "kept" });
    const byRole = { ...revoke("sales"), verdict: null, byRole: true };
    expect(outcomeOf(byRole, [now("sales")])).toEqual({ kind: "by-role" });
  });
  it("takes a person out of every group that was shown", () =>
    expect(outcomeOf(revoke("sales", "ops"), [now("sales"), now("ops")])).toEqual({
      ...{ kind: "removed", from: ["ops", "sales"] },
    }));
  it("says that the provider's memberships stay, and takes what was given here", () =>
    expect(outcomeOf(revoke("sales"), [now("sales"), now("sales", "idp")])).toEqual({
      ...{ kind: "not-removed", from: ["sales"], provider: ["sales"], joinedSince: [] },
    }));
  it("takes nothing that was not shown: a group joined since then stays and is said", () =>
    expect(outcomeOf(revoke("sales"), [now("sales"), now("ops")])).toEqual({
      ...{ kind: "not-removed", from: ["sales"], provider: [], joinedSince: ["ops"] },
    }));
  it("says that there was nothing left to take", () =>
    expect(outcomeOf(revoke("sales"), [])).toEqual({ kind: "gone" }));
  it("names the groups that are left, whatever else stays", () => {
    expect(groupsLeft({ kind: "removed", from: ["a"] })).toEqual(["a"]);
    expect(
      groupsLeft({ kind: "not-removed", from: ["a"], provider: ["b"], joinedSince: [] }),
    ).toEqual(["a"]);
    expect(groupsLeft({ kind: "kept" })).toEqual([]);
  });
});
