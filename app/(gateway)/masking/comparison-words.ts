import type { Comparisons } from "@/domain/masking/written-rule";

export const COMPARISON_WORDS: Readonly<Record<Comparisons, string>> = {
  ...{ allow: "Allowed", count: "Counted", approve: "Approved first", refuse: "Refused" },
};
