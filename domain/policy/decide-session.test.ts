import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "../people/role";
import type { Actor, SignInId, UserId } from "../people/user";
import { mayEndSession, maySeeSession } from "./decide-session";

const ME = "usr_me" as UserId;
const OTHER = "usr_other" as UserId;

function person(role: Role, status: Actor["status"] = "active"): Actor {
  return {
    ...{ userId: ME, name: "A", email: "a@b.test", signInId: "s" as SignInId, groups: [] },
    ...{ role, status },
  };
}

type Rule = typeof maySeeSession;
const rolesFor = (rule: Rule, ownerId: UserId | null) =>
  ROLES.filter((role) => rule(person(role), { ownerId }));

describe("seeing a session", () => {
  it("is for its owner where their role has sessions at all", () =>
    expect(rolesFor(maySeeSession, ME)).toEqual(["admin", "auditor", "member"]));
  it("of somebody else is for admins and auditors", () =>
    expect(rolesFor(maySeeSession, OTHER)).toEqual(["admin", "auditor"]));
  it("of a deleted person is for admins and auditors", () =>
    expect(rolesFor(maySeeSession, null)).toEqual(["admin", "auditor"]));
  it("is for nobody inactive", () =>
    expect(
      ROLES.filter((role) => maySeeSession(person(role, "inactive"), { ownerId: ME })),
    ).toEqual([]));
});

describe("ending a session", () => {
  it("is for its owner where their role runs statements", () =>
    expect(rolesFor(mayEndSession, ME)).toEqual(["admin", "member"]));
  it("of somebody else is for admins alone", () =>
    expect(rolesFor(mayEndSession, OTHER)).toEqual(["admin"]));
  it("is for nobody inactive", () =>
    expect(
      ROLES.filter((role) => mayEndSession(person(role, "inactive"), { ownerId: ME })),
    ).toEqual([]));
});
