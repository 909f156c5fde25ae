import { describe, expect, it } from "vitest";
import { maskingRuleForm } from "@/server/masking/form";
import {
  bodyOf,
  draftOf,
  emptyDraft,
  type MaskingDraft,
  objectionsTo,
  withDetector,
} from "./masking-draft";

const column = { schema: "*", table: "people", column: "note", kind: "ssn" } as const;

describe("the form of a masking rule", () => {
  it("begins with nothing, and says what is missing", () =>
    expect(Object.keys(objectionsTo(emptyDraft()))).toEqual(["name"]));

  it("sends what the gateway takes, and reads it back", () => {
    const draft: MaskingDraft = {
      ...emptyDraft(),
      name: " all ",
      columns: [{ key: 0, value: column }],
      detectors: { ip: "off", email: "on" },
      builtInColumns: "off",
      exemptGroups: ["dba"],
    };
    const body = maskingRuleForm.parse(bodyOf(draft));
    expect(body).toMatchObject({ name: "all", columns: [column], exemptGroups: ["dba"] });
    expect(bodyOf(draftOf({ ...body, id: "msk_1", version: 1 }))).toEqual(body);
    expect(objectionsTo(draft)).toEqual({});
  });

  it("does not send a column without a name", () => {
    const columns = [{ key: 0, value: { ...column, column: " " } }];
    expect(objectionsTo({ ...emptyDraft(), name: "x", columns })).toHaveProperty("columns");
  });

  it("says of a detector on, off or nothing, and leaves the others", () => {
    const said = withDetector({ ip: "off" }, "email", "on");
    expect(said).toEqual({ ip: "off", email: "on" });
    expect(withDetector(said, "ip", null)).toEqual({ email: "on" });
  });
});
