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

  it("sends a number of comparisons only where they are counted, and only one that there may be", () => {
    const typed = (
      comparisonsPerDay: string,
      comparisons: MaskingDraft["comparisons"] = "count",
    ) => {
      const draft = { ...emptyDraft(), name: "x", comparisons, comparisonsPerDay };
      return {
        sent: bodyOf(draft).comparisonsPerDay,
        isHeld: "comparisonsPerDay" in objectionsTo(draft),
      };
    };
    expect(typed("25")).toEqual({ sent: 25, isHeld: false });
    expect(typed("25", "approve")).toEqual({ sent: null, isHeld: false });
    for (const wrong of ["", "0", "1001", "1.5", "-1", "1e2", "ten"]) {
      expect(typed(wrong).isHeld, wrong).toBe(true);
    }
  });

  it("says of a detector on, off or nothing, and leaves the others", () => {
    const said = withDetector({ ip: "off" }, "email", "on");
    expect(said).toEqual({ ip: "off", email: "on" });
    expect(withDetector(said, "ip", null)).toEqual({ email: "on" });
  });
});
