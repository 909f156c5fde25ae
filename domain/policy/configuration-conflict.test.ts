import { describe, expect, it } from "vitest";
import type { Role } from "../people/role";
import { configurationConflicts, describeConflict } from "./configuration-conflict";

const CONNECTIONS = [
  { name: "shop", accessGroups: ["dba", "support"] },
  { name: "ledger", accessGroups: ["finance"] },
];
const conflicts = (role: Role, ...groups: string[]) =>
  configurationConflicts({ role, groups }, CONNECTIONS).map(describeConflict);

describe("a configuration conflict", () => {
  it("is an approver whose group may access a connection", () =>
    expect(conflicts("approver", "approver-eu", "support")).toEqual([
      "Configuration conflict: approver by role, but group support may access connection shop; treated as approver only.",
    ]));

  it("is named once a connection, for each connection", () => {
    expect(conflicts("approver", "support", "dba")).toHaveLength(1);
    expect(conflicts("approver", "support", "finance")).toHaveLength(2);
  });

  it("is none for an approver in groups that open nothing", () =>
    expect(conflicts("approver", "approver-eu", "sales")).toEqual([]));

  it.each(["admin", "auditor", "member"] as const)("is none for the role %s", (role) =>
    expect(conflicts(role, "support")).toEqual([]),
  );
});
