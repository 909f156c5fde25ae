import { describe, expect, it } from "vitest";
import { PROBE_LIMITS } from "@/domain/masking/probe/probe";
import { objectionToTyped, typedColumns } from "./probed-columns";

describe("columns that are typed for a probe", () => {
  it.each([
    ["hr.people.ssn", { schema: "hr", table: "people", column: "ssn" }],
    ["people.ssn", { schema: "public", table: "people", column: "ssn" }],
    ['"My schema"."a.b"."say ""x"""', { schema: "My schema", table: "a.b", column: 'say "x"' }],
    ['hr."Odd Ones".ssn', { schema: "hr", table: "Odd Ones", column: "ssn" }],
  ])("are read from %s", (line, column) => {
    expect(typedColumns(` ${line} \n\n`)).toEqual([column]);
    expect(objectionToTyped(line)).toBeNull();
  });

  it("are each taken once, however they are typed", () => {
    expect(typedColumns('people.ssn\npublic.people.ssn\n"public"."people".ssn')).toEqual([
      { schema: "public", table: "people", column: "ssn" },
    ]);
  });

  it("are all that are protected where none is typed", () => {
    expect(typedColumns(" \n ")).toBeNull();
    expect(objectionToTyped("")).toBeNull();
  });

  it.each(["ssn", "a.b.c.d", "a..b", ".ssn", 'hr."people.ssn'])("are not read from %s", (line) =>
    expect(objectionToTyped(`hr.people.ssn\n${line}`)).toContain(line),
  );

  it("are only so many", () => {
    const lines = Array.from({ length: PROBE_LIMITS.columnsMax + 1 }, (_, place) => `t.c${place}`);
    expect(objectionToTyped(lines.join("\n"))).toContain(String(PROBE_LIMITS.columnsMax));
    expect(objectionToTyped(lines.slice(1).join("\n"))).toBeNull();
  });
});
