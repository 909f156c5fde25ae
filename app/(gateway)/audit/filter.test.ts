import { describe, expect, it } from "vitest";
import { auditAddress, exportAddress, isFiltered, listInput, readFilter } from "./filter";

describe("the address of the audit trail", () => {
  it("says the filter, and reading it gives the filter back", () => {
    const filter = readFilter({
      ...{ actor: "Ada", event: "group.created", subject: "a b", from: "2026-01-01" },
      ...{ to: "2026-01-31", state: "sealed", page: "x~y" },
    });
    const { searchParams } = new URL(auditAddress(filter), "http://here");
    expect(readFilter(Object.fromEntries(searchParams))).toEqual(filter);
    expect(listInput(filter)).toMatchObject({ actor: "Ada", cursor: "y", state: "sealed" });
  });

  it("leaves out what it does not understand", () => {
    const filter = readFilter({
      ...{ event: "x'y", from: "yesterday", to: "2026-13-45", state: "maybe" },
      ...{ actor: ["a", "b"], page: "" },
    });
    expect(isFiltered(filter)).toBe(false);
    expect(auditAddress(filter)).toBe("/audit");
  });

  it("of the export is the filter without the page", () =>
    expect(exportAddress(readFilter({ actor: "Ada", page: "x" }), "csv")).toBe(
      "/download/audit.csv?actor=Ada",
    ));
});
