import { describe, expect, it } from "vitest";
import { changeOf, draftOf, judge } from "./draft";

const SETTINGS = {
  ...{ groupsClaim: "groups", lifetimeSeconds: 8 * 3600, idleSecondsMax: 5400, version: 3 },
  roleMappings: [{ match: "exact" as const, group: "admin", role: "admin" as const }],
  provider: null,
};
const draft = (change: object = {}) => ({ ...draftOf(SETTINGS), ...change });

describe("the settings of signing in as they are typed", () => {
  it("are sent as they came when nothing was typed", () => {
    const { provider: _, ...settings } = SETTINGS;
    expect(changeOf(draft(), 3)).toEqual(settings);
  });

  it("take hours and minutes with a comma or a point", () => {
    expect(changeOf(draft({ lifetimeHours: "1,5" }), 3)).toMatchObject({ lifetimeSeconds: 5400 });
    expect(changeOf(draft({ idleMinutes: "0.5" }), 3)).toContain("idle limit");
  });

  it.each(["", "abc", "0", "-1", "721", "Infinity"])("do not last %s hours", (lifetimeHours) =>
    expect(changeOf(draft({ lifetimeHours }), 3)).toContain("A sign-in lasts"),
  );

  it("need a claim and a group in every line", () => {
    expect(changeOf(draft({ groupsClaim: " " }), 3)).toContain("claim");
    const roleMappings = [{ key: 0, match: "exact", group: "", role: "admin" }];
    expect(changeOf(draft({ roleMappings }), 3)).toContain("no group");
  });
});

describe("the claims of a test", () => {
  const claims = { groups: ["ops", "admin"], realm: { roles: ["boss"] } };

  it("give the groups of the claim as typed and the role of the mapping as typed", () => {
    expect(judge(draft(), { claims, localGroups: [] })).toEqual({
      ...{ hasClaim: true, groups: ["ops", "admin"], dropped: 0, role: "admin" },
    });
    const other = draft({ groupsClaim: "realm.roles" });
    expect(judge(other, { claims, localGroups: [] })).toMatchObject({
      ...{ groups: ["boss"], role: "member" },
    });
  });

  it("say that a claim is not there", () =>
    expect(judge(draft({ groupsClaim: "grups" }), { claims, localGroups: [] })).toMatchObject({
      ...{ hasClaim: false, groups: [], role: "member" },
    }));

  it("count beside what admins gave the person", () =>
    expect(judge(draft(), { claims: {}, localGroups: ["admin"] }).role).toBe("admin"));
});
