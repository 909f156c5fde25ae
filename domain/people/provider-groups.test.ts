import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupsFromClaims, hasClaim, PROVIDER_GROUP_LIMITS } from "./provider-groups";

const groups = (claims: unknown, name = "groups") => groupsFromClaims(claims, name).groups;

describe("the groups that a provider sends", () => {
  it("are the texts of the claim, each once", () =>
    expect(groups({ groups: ["dba", "support", "dba"] })).toEqual(["dba", "support"]));
  it("are none when the claim is absent", () => expect(groups({ sub: "ann" })).toEqual([]));
  it("are none when the claim is not a list", () =>
    expect(groups({ groups: { admin: true } })).toEqual([]));
  it("are one when the claim is one text", () =>
    expect(groups({ groups: "dba" })).toEqual(["dba"]));
  it("are found along a path", () =>
    expect(groups({ realm_access: { roles: ["dba"] } }, "realm_access.roles")).toEqual(["dba"]));
  it("are found under a name that is itself a web address", () =>
    expect(groups({ "https://corp.test/groups": ["dba"] }, "https://corp.test/groups")).toEqual([
      "dba",
    ]));
  it("never come from what every object has", () => {
    expect(hasClaim({}, "constructor.name")).toBe(false);
    expect(groups({}, "__proto__")).toEqual([]);
  });
  it("leave out what cannot be a name, and say so", () => {
    const sent = ["dba", " ", "", 7, null, " padded", "x".repeat(101)];
    expect(groupsFromClaims({ groups: sent }, "groups")).toEqual({ groups: ["dba"], dropped: 6 });
  });
  it("end at the limit, and say so", () => {
    const sent = Array.from({ length: PROVIDER_GROUP_LIMITS.groupsMax + 3 }, (_, n) => `g${n}`);
    const read = groupsFromClaims({ groups: sent }, "groups");
    expect([read.groups.length, read.dropped]).toEqual([PROVIDER_GROUP_LIMITS.groupsMax, 3]);
  });
  it("are unique, bounded names for anything that can be sent", () => {
    fc.assert(
      fc.property(fc.anything(), (claim) => {
        const read = groups({ groups: claim });
        expect(new Set(read).size).toBe(read.length);
        for (const name of read) expect(name.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});
