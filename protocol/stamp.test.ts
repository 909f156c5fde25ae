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
  it("is never the missing stamp", () => expect(sameStamp(NO_STAMP, stamp)).toBe(false));
});
