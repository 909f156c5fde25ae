import { describe, expect, it } from "vitest";
import { holds, PERMISSIONS, type Permission } from "./permission";
import { ROLES, type Role } from "./role";

const heldBy = (role: Role) =>
  (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => holds(role, permission)).sort();

describe("the permission table", () => {
  it("lets an admin do everything", () =>
    expect(heldBy("admin")).toEqual(Object.keys(PERMISSIONS).sort()));

  it("lets an auditor read all and change nothing but their own account", () =>
    expect(heldBy("auditor")).toEqual([
      "account:own",
      "agents:see",
      "audit:see",
      "connections:audit",
      "connections:see",
      "people:see",
      "reviews:see",
      "reviews:seeAll",
      "sessions:see",
      "sessions:seeAll",
    ]));

  it("lets a member use connections and see sessions", () =>
    expect(heldBy("member")).toEqual([
      "account:own",
      "connections:see",
      "connections:use",
      "reviews:decide",
      "reviews:see",
      "sessions:run",
      "sessions:see",
    ]));

  it("lets an approver see no connection, no session and nothing administrative", () =>
    expect(heldBy("approver")).toEqual(["account:own"]));

  it("lets only an admin manage, whatever is managed", () => {
    const managing = (Object.keys(PERMISSIONS) as Permission[]).filter((name) =>
      /:(manage|remove|endAny)$/.test(name),
    );
    for (const permission of managing) {
      expect(ROLES.filter((role) => holds(role, permission))).toEqual(["admin"]);
    }
  });
});
