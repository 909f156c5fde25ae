import { describe, expect, it } from "vitest";
import { PERMISSIONS, type Permission } from "@/domain/people/permission";
import { ROLES, type Role } from "@/domain/people/role";
import { BOXES, boxesOf, listInput, readFilter, requestsAddress, statesIn } from "./filter";

function permissionsOf(role: Role): Permission[] {
  return Object.entries(PERMISSIONS)
    .filter(([, roles]) => roles.some((one) => one === role))
    .map(([name]) => name as Permission);
}

describe("the boxes of requests", () => {
  it("are those that a role has a use for", () =>
    expect(ROLES.map((role) => [role, boxesOf(permissionsOf(role))])).toEqual([
      ["admin", ["for-me", "mine", "all"]],
      ["auditor", ["all"]],
      ["approver", ["for-me", "mine"]],
      ["member", ["for-me", "mine"]],
    ]));

  it("open with the first one that is theirs", () => {
    expect(readFilter({ box: "all" }, ["for-me", "mine"]).box).toBe("for-me");
    expect(readFilter({}, ["all"]).box).toBe("all");
  });

  it("of what waits for one hold only what is undecided", () =>
    expect(statesIn("for-me")).toEqual(["pending", "proposed"]));
});

describe("the address of a list of requests", () => {
  it("is read back as it was written", () => {
    const filter = {
      ...({ box: "mine", text: "users & co", state: "approved", kind: "jit" } as const),
      trail: ["1760000000000.req_a1", "1750000000000.req_b2"],
    };
    const address = new URL(requestsAddress(filter), "http://gateway.test");
    expect(readFilter(Object.fromEntries(address.searchParams), BOXES)).toEqual(filter);
  });

  it("that makes no sense is all of the first box", () =>
    expect(readFilter({ state: "asleep", kind: ["jit", "action"] }, BOXES)).toEqual({
      ...{ box: "for-me", text: "", state: "", kind: "", trail: [] },
    }));

  it("asks for the page behind the last cursor", () => {
    const filter = readFilter({ page: "1.req_a~2.req_b" }, BOXES);
    expect(listInput(filter)).toEqual({ box: "for-me", cursor: "2.req_b", limit: 50 });
  });
});
