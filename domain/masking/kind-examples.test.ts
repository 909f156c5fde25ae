import { describe, expect, it } from "vitest";
import { KIND_EXAMPLES, KIND_GROUPS } from "./kind-examples";
import { MASK_KINDS } from "./masking-rule";
import { findSpans } from "./scan-spec";

describe("the example of a kind", () => {
  it.each(MASK_KINDS)("holds one value, which the detectors take for it: %s", (kind) => {
    const spans = findSpans(new TextEncoder().encode(KIND_EXAMPLES[kind].text), MASK_KINDS);
    expect(spans.map((span) => span.kind)).toEqual([kind]);
  });

  it("stands in a group that is shown, and no group is empty", () => {
    const groups = new Set(MASK_KINDS.map((kind) => KIND_EXAMPLES[kind].group));
    expect([...groups].sort()).toEqual(KIND_GROUPS.map(({ group }) => group).sort());
  });
});
