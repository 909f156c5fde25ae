import { describe, expect, it } from "vitest";
import { DEFAULT_ROLE_MAPPINGS, type RoleMapping, roleOf } from "./role";

const roleIn = (...groups: string[]) => roleOf(groups, DEFAULT_ROLE_MAPPINGS);

describe("the role of a person", () => {
  it("is member for somebody in no group", () => expect(roleIn()).toBe("member"));
  it("is member for groups that no mapping names", () =>
    expect(roleIn("support", "administrators", "auditors")).toBe("member"));
  it("is admin through the group admin", () => expect(roleIn("support", "admin")).toBe("admin"));
  it("is auditor through the group auditor", () => expect(roleIn("auditor")).toBe("auditor"));
  it("is approver through any group that starts with approver-", () =>
    expect(roleIn("approver-billing")).toBe("approver"));
  it("is not approver through a group that only contains the prefix", () =>
    expect(roleIn("former-approver-billing")).toBe("member"));
  it("is the strongest of several", () => {
    expect(roleIn("approver-x", "auditor", "admin")).toBe("admin");
    expect(roleIn("approver-x", "auditor")).toBe("auditor");
  });
  it("does not depend on the case that is written", () => expect(roleIn("Admin")).toBe("member"));
  it("is member for everybody when nothing is mapped", () =>
    expect(roleOf(["admin"], [])).toBe("member"));
  it("follows the mapping of an organisation with names of its own", () => {
    const mappings: RoleMapping[] = [{ match: "prefix", group: "sec-", role: "auditor" }];
    expect(roleOf(["sec-eu", "admin"], mappings)).toBe("auditor");
  });
});
