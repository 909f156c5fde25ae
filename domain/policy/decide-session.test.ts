import { describe, expect, it } from "vitest";
import type { KeyScope } from "../people/key-scope";
import { ROLES, type Role } from "../people/role";
import type { Actor, ApiKeyId, CameBy, SignInId, UserId } from "../people/user";
import { mayEndSession, maySeeSession } from "./decide-session";

const ME = "usr_me" as UserId;
const OTHER = "usr_other" as UserId;
const BROWSER = "s" as SignInId;
const KEY = "key_1" as ApiKeyId;

function person(role: Role, status: Actor["status"] = "active"): Actor {
  return {
    ...{ userId: ME, name: "A", email: "a@b.test", signInId: BROWSER, groups: [] },
    ...{ role, status },
  };
}

const MINE = { ownerId: ME, signInId: BROWSER };

type Rule = typeof maySeeSession;
const rolesFor = (rule: Rule, ownerId: UserId | null) =>
  ROLES.filter((role) => rule(person(role), { ownerId, signInId: BROWSER }));

describe("seeing a session", () => {
  it("is for its owner where their role has sessions at all", () =>
    expect(rolesFor(maySeeSession, ME)).toEqual(["admin", "auditor", "member"]));
  it("of somebody else is for admins and auditors", () =>
    expect(rolesFor(maySeeSession, OTHER)).toEqual(["admin", "auditor"]));
  it("of a deleted person is for admins and auditors", () =>
    expect(rolesFor(maySeeSession, null)).toEqual(["admin", "auditor"]));
  it("is for nobody inactive", () =>
    expect(ROLES.filter((role) => maySeeSession(person(role, "inactive"), MINE))).toEqual([]));
});

describe("ending a session", () => {
  it("is for its owner where their role runs statements", () =>
    expect(rolesFor(mayEndSession, ME)).toEqual(["admin", "member"]));
  it("of somebody else is for admins alone", () =>
    expect(rolesFor(mayEndSession, OTHER)).toEqual(["admin"]));
  it("is for nobody inactive", () =>
    expect(ROLES.filter((role) => mayEndSession(person(role, "inactive"), MINE))).toEqual([]));
});

describe("a key and sessions", () => {
  function key(isBound: boolean, role: Role, ...scopes: KeyScope[]): Actor {
    return { ...person(role), signInId: KEY, apiKey: { id: KEY, name: "k", scopes, isBound } };
  }
  const answers = (actor: Actor, ownerId: UserId, signInId: CameBy) =>
    [maySeeSession, mayEndSession].map((rule) => rule(actor, { ownerId, signInId }));

  it("with a scope to run reads and ends what it ran itself, and nothing else of its person", () => {
    for (const isBound of [true, false]) {
      const actor = key(isBound, "member", "sessions:run");
      expect(answers(actor, ME, KEY)).toEqual([true, true]);
      expect(answers(actor, ME, BROWSER)).toEqual([false, false]);
      expect(answers(actor, ME, "key_2" as ApiKeyId)).toEqual([false, false]);
    }
  });
  it("reads its person's sessions when it acts as them and may read", () => {
    expect(answers(key(true, "member", "sessions:read"), ME, BROWSER)).toEqual([true, false]);
    expect(answers(key(false, "member", "sessions:read"), ME, BROWSER)).toEqual([false, false]);
  });
  it("reads others' sessions only as an admin with the scope to read, and never ends them", () => {
    expect(answers(key(true, "admin", "sessions:read"), OTHER, BROWSER)).toEqual([true, false]);
    expect(answers(key(true, "admin", "sessions:run"), OTHER, BROWSER)).toEqual([false, false]);
  });
  it("has none without a scope for them", () =>
    expect(answers(key(true, "admin", "requests:vote"), ME, KEY)).toEqual([false, false]));
});
