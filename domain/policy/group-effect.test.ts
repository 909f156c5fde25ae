import { describe, expect, it } from "vitest";
import { type Connection, type ConnectionId, DEFAULT_LIMITS } from "../connections/connection";
import { DEFAULT_ROLE_MAPPINGS } from "../people/role";
import type { UserId } from "../people/user";
import { effectOfGroupChange, type GroupMember } from "./group-effect";

const member = (name: string, ...groups: string[]): GroupMember => ({
  ...{ id: name as UserId, name, email: `${name}@corp.test`, status: "active", groups },
});
const connection = (name: string, ...accessGroups: string[]): Connection => ({
  ...{ id: name as ConnectionId, name, kind: "postgres", accessGroups, modes: ["web"] },
  ...{ readOnly: false, previewAllowed: false, limits: DEFAULT_LIMITS, version: 1 },
});

function effect(
  change: { group: string; renamedTo?: string },
  { members, connections = [] }: { members: GroupMember[]; connections?: Connection[] },
) {
  const world = { members, connections, mappings: DEFAULT_ROLE_MAPPINGS };
  const { group, renamedTo = null } = change;
  const answer = effectOfGroupChange(world, { group, renamedTo });
  return {
    roles: answer.roles.map(({ member: { name }, from, to }) => `${name}: ${from} → ${to}`),
    connections: answer.connections.map(
      ({ connection: name, members: losing }) => `${name}: ${losing.map((one) => one.name).join()}`,
    ),
  };
}

describe("deleting a group", () => {
  it("takes the role from those whom nothing else gives it", () => {
    const members = [member("ada", "admin"), member("bea", "admin", "auditor")];
    expect(effect({ group: "admin" }, { members }).roles).toEqual([
      "ada: admin → member",
      "bea: admin → auditor",
    ]);
  });

  it("changes no role when the group gives none", () =>
    expect(effect({ group: "support" }, { members: [member("ben", "support")] }).roles).toEqual(
      [],
    ));

  it("takes a connection from those who have no other group for it", () => {
    const members = [member("ben", "support"), member("dan", "support", "dba")];
    const connections = [connection("shop", "support", "dba"), connection("ledger", "support")];
    expect(effect({ group: "support" }, { members, connections }).connections).toEqual([
      "shop: ben",
      "ledger: ben,dan",
    ]);
  });

  it("takes none from admins, auditors, the inactive and approvers, who did not have it so", () => {
    const members = [
      member("ada", "support", "admin"),
      member("olga", "support", "auditor"),
      member("app", "support", "approver-eu"),
      { ...member("ina", "support"), status: "inactive" as const },
    ];
    const connections = [connection("shop", "support")];
    expect(effect({ group: "support" }, { members, connections }).connections).toEqual([]);
  });

  it("takes from an admin what only that role opened", () => {
    const connections = [connection("shop", "admin")];
    const members = [member("ada", "admin")];
    expect(effect({ group: "admin" }, { members, connections }).connections).toEqual(["shop: ada"]);
  });
});

describe("renaming a group", () => {
  it("changes no access, because connections follow the group", () => {
    const members = [member("ben", "support")];
    const connections = [connection("shop", "support")];
    const renamed = effect({ group: "support", renamedTo: "helpers" }, { members, connections });
    expect(renamed).toEqual({ roles: [], connections: [] });
  });

  it("changes the role when the mapping knows one of the names", () => {
    const members = [member("ada", "admin"), member("ben", "support")];
    expect(effect({ group: "admin", renamedTo: "bosses" }, { members }).roles).toEqual([
      "ada: admin → member",
    ]);
    expect(effect({ group: "support", renamedTo: "approver-eu" }, { members }).roles).toEqual([
      "ben: member → approver",
    ]);
  });

  it("takes connections from those whom the new name makes approvers", () => {
    const members = [member("ben", "support")];
    const connections = [connection("shop", "support")];
    expect(
      effect({ group: "support", renamedTo: "approver-eu" }, { members, connections }).connections,
    ).toEqual(["shop: ben"]);
  });
});
