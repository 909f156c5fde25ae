import { describe, expect, it } from "vitest";
import { GROUP_NAME_CHARACTERS_MAX, objectionToGroupName } from "./group-name";

describe("the name of a group", () => {
  it.each(["engineering", "approver-eu", "Sales & Support", "größe", "CN=dba,OU=it"])(
    "may be %s",
    (name) => expect(objectionToGroupName(name)).toBeNull(),
  );
  it("may be a hundred characters long, not more", () => {
    expect(objectionToGroupName("a".repeat(GROUP_NAME_CHARACTERS_MAX))).toBeNull();
    expect(objectionToGroupName("a".repeat(GROUP_NAME_CHARACTERS_MAX + 1))).toContain("longer");
  });
  it("is not nothing", () => {
    expect(objectionToGroupName("")).toContain("needs a name");
    expect(objectionToGroupName("  ")).toContain("needs a name");
  });
  it("has no space around it, which nobody would see", () => {
    expect(objectionToGroupName(" admin")).toContain("space");
    expect(objectionToGroupName("admin ")).toContain("space");
  });
  it("has no character that hides", () => {
    for (const hidden of ["\n", "\u0000", "\u200b", "\u202e"]) {
      expect(objectionToGroupName(`ad${hidden}min`)).toContain("cannot be seen");
    }
  });
});
