import type { CustomKindDefinition } from "@/domain/masking/custom/custom-kind";
import type { MaskingExample } from "@/domain/masking/failed-examples";
import type { ColumnMaskingRule, MaskKind } from "@/domain/masking/masking-rule";
import type { Replacement, Replacements } from "@/domain/masking/replacements/replacement";
import { type Comparisons, MASKING_LIMITS, type Switch } from "@/domain/masking/written-rule";
import type { Inputs, Outputs } from "@/server/api/root";
import type { Keyed } from "../keyed";
import { definitionsOf, keyedOf, objectionToExamples, objectionToKinds } from "./custom-kind-draft";

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
  readonly kinds: readonly Keyed<CustomKindDefinition>[];
  readonly examples: readonly Keyed<MaskingExample>[];
  readonly builtInColumns: Switch | null;
  readonly exemptGroups: readonly string[];
}

export type StoredMaskingRule = Pick<Outputs["masking"]["get"], "id" | "version"> & MaskingBody;
export type MaskingBody = Inputs["masking"]["create"] & {
  readonly comparisons: Comparisons;
  readonly comparisonsPerDay: number | null;
  readonly replacements: Replacements;
  readonly kinds: readonly CustomKindDefinition[];
  readonly examples: readonly MaskingExample[];
};
export type Objections = Partial<
  Record<
    "name" | "scope" | "columns" | "comparisonsPerDay" | "kinds" | "examples" | "exemptGroups",
    string
  >
>;

export function emptyDraft(): MaskingDraft {
  return {
    ...{ name: "", description: "", enabled: true, scope: { connections: [], tags: [] } },
    ...{ columns: [], comparisons: "allow", comparisonsPerDay: "10", detectors: {} },
    ...{ replacements: {}, kinds: [], examples: [] },
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
    columns: keyedOf(stored.columns),
    ...{ kinds: keyedOf(stored.kinds), examples: keyedOf(stored.examples) },
  };
}

export function bodyOf(draft: MaskingDraft): MaskingBody {
  const { name, description, enabled, scope, detectors, builtInColumns, exemptGroups } = draft;
  return {
    ...{ name: name.trim(), description, enabled, scope, detectors, builtInColumns },
    ...{ exemptGroups: [...exemptGroups], comparisons: draft.comparisons },
    comparisonsPerDay: perDayOf(draft),
    replacements: draft.replacements,
    kinds: definitionsOf(draft.kinds),
    examples: draft.examples.map(({ value }) => value),
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
  const kinds = objectionToKinds(draft);
  if (kinds !== null) found.kinds = kinds;
  const examples = objectionToExamples(draft.examples);
  if (examples !== null) found.examples = examples;
  if (draft.comparisons === "count" && !isNumberOfDay(draft.comparisonsPerDay)) {
    found.comparisonsPerDay = `A number from 1 to ${MASKING_LIMITS.comparisonsPerDayMax}.`;
  }
  return found;
}

/** `null` where none is said, and where what is typed is none. */
function perDayOf({ comparisons, comparisonsPerDay: typed }: MaskingDraft): number | null {
  return comparisons === "count" && isNumberOfDay(typed) ? Number(typed) : null;
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
