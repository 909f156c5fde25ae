import { describe, expect, it } from "vitest";
import { loadMaskingEngine } from "./engine";
import { maskSample } from "./mask-sample";
import { DEFAULT_MASKING_RULES } from "./masking-rule";

const make = await loadMaskingEngine();
const NOTE = { schema: "hr", table: "people", column: "salary_note", kind: "ssn" } as const;
const rules = { ...DEFAULT_MASKING_RULES, columns: [NOTE, ...DEFAULT_MASKING_RULES.columns] };
const header = ["id", "salary_note", "email", "remark"];
const rows = [
  ["1", "raise in spring", "eve", "ask eve@example.com"],
  ["2", "", "", "Größe 🦊"],
];

describe("a pasted sample", () => {
  it("looks as a session would show it", () =>
    expect(maskSample(make, rules, { schema: "hr", table: "people", header, rows })).toEqual({
      columns: [
        { name: "id", plan: "scan" },
        { name: "salary_note", plan: "ssn" },
        { name: "email", plan: "email" },
        { name: "remark", plan: "scan" },
      ],
      rows: [
        ["1", "[SSN]", "[EMAIL]", "ask [EMAIL]"],
        ["2", "[SSN]", "[EMAIL]", "Größe 🦊"],
      ],
    }));

  it("of another table is not met by a rule about one table", () => {
    const { columns } = maskSample(make, rules, { schema: "hr", table: "notes", header, rows });
    expect(columns.map(({ plan }) => plan)).toEqual(["scan", "scan", "email", "scan"]);
  });
});
