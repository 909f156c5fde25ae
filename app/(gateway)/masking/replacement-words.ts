import type { Replacement } from "@/domain/masking/replacements/replacement";

/** What can be chosen to stand in place of a value. */
export const HOW: Readonly<Record<Replacement, string>> = {
  ...{ redact: "Redacted", partial: "A part", hash: "A hash", fake: "Made up", null: "NULL" },
};
