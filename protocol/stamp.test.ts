import { describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import { NO_STAMP } from "./frame";
import { sameStamp, stampOf } from "./stamp";

describe("the stamp of masking rules", () => {
  const stamp = stampOf(DEFAULT_MASKING_RULES);

  it("is the same for the same rules, whatever the order of their keys", () => {
    const { columns, detectors, version } = DEFAULT_MASKING_RULES;
    const shuffled = {
      columns: columns.map(({ schema, table, column, kind }) => ({ kind, column, table, schema })),
      detectors,
      version,
    };
    expect(sameStamp(stampOf(shuffled), stamp)).toBe(true);
  });
  it("differs when a detector is off", () => {
    const fewer = { ...DEFAULT_MASKING_RULES, detectors: ["email" as const] };
    expect(sameStamp(stampOf(fewer), stamp)).toBe(false);
  });
  it("differs when a column rule is gone", () => {
    const fewer = { ...DEFAULT_MASKING_RULES, columns: [] };
    expect(sameStamp(stampOf(fewer), stamp)).toBe(false);
  });
  it("differs by what stands in place of a kind, and by the key that it is made with", () => {
    const stamps = [
      DEFAULT_MASKING_RULES,
      { ...DEFAULT_MASKING_RULES, replacements: { ssn: "hash" as const } },
      { ...DEFAULT_MASKING_RULES, replacements: { sin: "hash" as const } },
      { ...DEFAULT_MASKING_RULES, replacements: { ssn: "fake" as const } },
      { ...DEFAULT_MASKING_RULES, replacements: { ssn: "fake" as const }, keyFingerprint: "01" },
      { ...DEFAULT_MASKING_RULES, replacements: { ssn: "fake" as const }, keyFingerprint: "02" },
    ].map((rules) => Buffer.from(stampOf(rules)).toString("hex"));
    expect(new Set(stamps).size).toBe(stamps.length);
  });
  it("is never the missing stamp", () => expect(sameStamp(NO_STAMP, stamp)).toBe(false));
});
