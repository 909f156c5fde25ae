import type { ColumnMaskingRule, MaskKind } from "@/domain/masking/masking-rule";
import type { Replacement, Replacements } from "@/domain/masking/replacements/replacement";
import { type Comparisons, MASKING_LIMITS, type Switch } from "@/domain/masking/written-rule";
import type { Inputs, Outputs } from "@/server/api/root";
import type { Keyed } from "../keyed";

/** What stands in the fields of the form. */
export interface MaskingDraft {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly scope: { readonly connections: string[]; readonly tags: string[] };
  readonly columns: readonly Keyed<ColumnMaskingRule>[];
  readonly comparisons: Comparisons;
  /** As it is typed; said only where they are counted. */
  readonly comparisonsPerDay: string;
  readonly detectors: Readonly<Partial<Record<MaskKind, Switch>>>;
  readonly replacements: Replacements;
  readonly builtInColumns: Switch | null;
  readonly exemptGroups: readonly string[];
}

export type StoredMaskingRule = Pick<Outputs["masking"]["get"], "id" | "version"> & MaskingBody;
export type MaskingBody = Inputs["masking"]["create"] & {
  readonly comparisons: Comparisons;
  readonly comparisonsPerDay: number | null;
  readonly replacements: Replacements;
};
export type Objections = Partial<
  Record<"name" | "scope" | "columns" | "comparisonsPerDay" | "exemptGroups", string>
>;

export function emptyDraft(): MaskingDraft {
  return {
    ...{ name: "", description: "", enabled: true, scope: { connections: [], tags: [] } },
    ...{ columns: [], comparisons: "allow", comparisonsPerDay: "10", detectors: {} },
    replacements: {},
    ...{ builtInColumns: null, exemptGroups: [] },
  };
}

export function draftOf(stored: StoredMaskingRule): MaskingDraft {
  const { name, description, enabled, scope, detectors, builtInColumns, exemptGroups } = stored;
  return {
    ...{ name, description, enabled, detectors, builtInColumns, exemptGroups },
    ...{ comparisons: stored.comparisons, replacements: stored.replacements },
    comparisonsPerDay: String(stored.comparisonsPerDay ?? 10),
    scope: { connections: [...scope.connections], tags: [...scope.tags] },
    columns: stored.columns.map((value, key) => ({ key, value })),
  };
}

export function bodyOf(draft: MaskingDraft): MaskingBody {
  const { name, description, enabled, scope, detectors, builtInColumns, exemptGroups } = draft;
  return {
    ...{ name: name.trim(), description, enabled, scope, detectors, builtInColumns },
    ...{ exemptGroups: [...exemptGroups], comparisons: draft.comparisons },
    comparisonsPerDay: draft.comparisons === "count" ? Number(draft.comparisonsPerDay) : null,
    replacements: draft.replacements,
    columns: draft.columns.map(({ value }) => value),
  };
}

/** What must be put right before it can be sent. The gateway checks again. */
export function objectionsTo(draft: MaskingDraft): Objections {
  const found: Objections = {};
  if (draft.name.trim() === "") found.name = "What is it called?";
  const isOpen = draft.columns.some(({ value: { schema, table, column } }) =>
    [schema, table, column].some((glob) => glob.trim() === ""),
  );
  if (isOpen) found.columns = "Every column needs a schema, a table and a name; * stands for any.";
  if (draft.comparisons === "count" && !isNumberOfDay(draft.comparisonsPerDay)) {
    found.comparisonsPerDay = `A number from 1 to ${MASKING_LIMITS.comparisonsPerDayMax}.`;
  }
  return found;
}

function isNumberOfDay(typed: string): boolean {
  const perDay = Number(typed);
  return /^\d+$/.test(typed) && perDay >= 1 && perDay <= MASKING_LIMITS.comparisonsPerDayMax;
}

/** The detectors with one of them said, or no longer said. */
export function withDetector(
  detectors: MaskingDraft["detectors"],
  kind: MaskKind,
  said: Switch | null,
): MaskingDraft["detectors"] {
  const { [kind]: _before, ...others } = detectors;
  return said === null ? others : { ...others, [kind]: said };
}

/** The replacements with one of them said, or no longer said. */
export function withReplacement(
  replacements: Replacements,
  kind: MaskKind,
  how: Replacement | null,
): Replacements {
  const { [kind]: _before, ...others } = replacements;
  return how === null ? others : { ...others, [kind]: how };
}
