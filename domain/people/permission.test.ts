import { describe, expect, it } from "vitest";
import { KEY_SCOPES, type KeyScope } from "./key-scope";
import { holds, may, PERMISSIONS, type Permission } from "./permission";
import { ROLES, type Role } from "./role";
import type { ApiKeyId } from "./user";

const heldBy = (role: Role) =>
  (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => holds(role, permission)).sort();

describe("the permission table", () => {
  it("lets an admin do everything", () =>
    expect(heldBy("admin")).toEqual(Object.keys(PERMISSIONS).sort()));

  it("lets an auditor read all and change nothing but their own account", () =>
    expect(heldBy("auditor")).toEqual([
      "access:see",
      "access:why",
      "account:own",
      "agents:see",
      "apiKeys:see",
      "apiKeys:seeAll",
      "audit:see",
      "connections:audit",
      "connections:see",
      "guardrails:see",
      "integrations:see",
      "masking:see",
      "palette:use",
      "people:see",
      "requests:see",
      "requests:seeAll",
      "reviews:see",
      "reviews:seeAll",
      "rules:see",
      "sessions:see",
      "sessions:seeAll",
    ]));

  it("lets a member use connections and see sessions", () =>
    expect(heldBy("member")).toEqual([
      "access:why",
      "account:own",
      "apiKeys:own",
      "apiKeys:see",
      "connections:see",
      "connections:use",
      "palette:use",
      "requests:ask",
      "requests:decide",
      "requests:preview",
      "requests:see",
      "reviews:decide",
      "reviews:see",
      "sessions:run",
      "sessions:see",
    ]));

  it("lets an approver see no connection, no session and nothing administrative", () =>
    expect(heldBy("approver")).toEqual([
      "account:own",
      "palette:use",
      "requests:decide",
      "requests:preview",
      "requests:see",
    ]));

  it("lets only an admin manage, whatever is managed", () => {
    const managing = (Object.keys(PERMISSIONS) as Permission[]).filter((name) =>
      /:(manage|remove|endAny)$/.test(name),
    );
    for (const permission of managing) {
      expect(ROLES.filter((role) => holds(role, permission))).toEqual(["admin"]);
    }
  });
});

describe("what a key's scopes leave of a role", () => {
  const openTo = (role: Role, ...scopes: KeyScope[]) => {
    const apiKey = { id: "key_1" as ApiKeyId, name: "k", scopes, isBound: true };
    return (Object.keys(PERMISSIONS) as Permission[])
      .filter((permission) => may({ role, apiKey }, permission))
      .sort();
  };

  it("is nothing without a scope, even an admin's", () => expect(openTo("admin")).toEqual([]));
  it("is running, and reading what was run", () =>
    expect(openTo("member", "sessions:run")).toEqual([
      "connections:see",
      "connections:use",
      "requests:ask",
      "requests:see",
      "sessions:run",
      "sessions:see",
    ]));
  it("is reading sessions, all of them where the person may", () => {
    expect(openTo("member", "sessions:read")).toEqual(["sessions:see"]);
    expect(openTo("admin", "sessions:read")).toEqual(["sessions:see", "sessions:seeAll"]);
  });
  it("is never managing, an account of one's own, or another key", () => {
    const open = ROLES.flatMap((role) => openTo(role, ...KEY_SCOPES));
    expect(open.filter((name) => /:(manage|remove|endAny|own)$/.test(name))).toEqual([]);
  });
  it("is deciding requests for a scope of its own, and nothing else", () =>
    expect(openTo("member", "requests:vote")).toEqual(["requests:decide", "requests:see"]));
  it("is nothing that the role lacks", () =>
    expect(openTo("approver", ...KEY_SCOPES)).toEqual(["requests:decide", "requests:see"]));
  it("is the whole role for a person", () =>
    expect(may({ role: "admin" }, "people:manage")).toBe(true));
});
