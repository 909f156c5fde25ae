import { describe, expect, it } from "vitest";
import { DEFAULT_ROLE_MAPPINGS } from "./role";
import { MAPPED_ROLES, objectionToSettings, type SignInSettings } from "./sign-in-settings";

const settings = (change: Partial<SignInSettings> = {}): SignInSettings => ({
  ...{ groupsClaim: "groups", roleMappings: DEFAULT_ROLE_MAPPINGS },
  ...{ lifetimeSeconds: 3600, idleSecondsMax: 600 },
  ...change,
});

describe("settings of signing in", () => {
  it("are accepted as they come", () => expect(objectionToSettings(settings())).toBeNull());

  it("may let an unused sign-in last as long as a used one, and no longer", () => {
    expect(objectionToSettings(settings({ idleSecondsMax: 3600 }))).toBeNull();
    expect(objectionToSettings(settings({ idleSecondsMax: 3601 }))).toContain("idle limit");
  });

  it("say of a group only once what role it gives", () => {
    const roleMappings = [
      { match: "exact", group: "dba", role: "admin" },
      { match: "exact", group: "dba", role: "auditor" },
    ] as const;
    expect(objectionToSettings(settings({ roleMappings }))).toContain("dba");
  });

  it("may name a group and its prefix in two lines", () => {
    const roleMappings = [
      { match: "exact", group: "dba", role: "admin" },
      { match: "prefix", group: "dba", role: "auditor" },
    ] as const;
    expect(objectionToSettings(settings({ roleMappings }))).toBeNull();
  });

  it("may map every role but the one that everybody has", () =>
    expect(MAPPED_ROLES).toEqual(["admin", "auditor", "approver"]));
});
