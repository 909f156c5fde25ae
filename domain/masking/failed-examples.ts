import { nameOfKind } from "./custom/custom-kind";
import type { CheckTime, MakeMasker, MaskReportLine } from "./masker";
import { maskingFor } from "./masking-for";
import type { AnyKind } from "./masking-rule";
import { type KeyedDigest, needsKey } from "./replacements/replacement";
import type { MaskingRule } from "./written-rule";

/** A text, and the kind that must be found in it; `null`: it must be shown as it stands. */
export interface MaskingExample {
  readonly text: string;
  readonly expected: AnyKind | null;
}

export interface FailedMaskingExample {
  /** From 0. */
  readonly index: number;
  readonly because: string;
}

export interface ExamplesTools {
  readonly makeMasker: MakeMasker;
  /** Any key: what is shown is never looked at. */
  readonly digest: KeyedDigest;
  readonly check: CheckTime;
}

/**
 * The examples that the rule does not keep. Each is a text outside of cells, masked as if the rule stood
 * alone beside what is on out of the box, were in force, and exempted nobody.
 */
export function failedMaskingExamples(
  rule: MaskingRule,
  examples: readonly MaskingExample[],
  { makeMasker, digest, check }: ExamplesTools,
): readonly FailedMaskingExample[] {
  const alone = { ...rule, enabled: true, scope: { connections: [], tags: [] }, exemptGroups: [] };
  const connection = { name: "", tags: {} };
  const { rules } = maskingFor({ actor: { groups: [] }, connection, rules: [alone] });
  return examples.flatMap(({ text, expected }, index) => {
    const masker = makeMasker(rules, needsKey(rules) ? digest : null, check);
    masker.text(new TextEncoder().encode(text));
    const found = masker.report();
    masker.free();
    const because = faultOf(found, expected);
    return because === null ? [] : [{ index, because }];
  });
}

function faultOf(found: readonly MaskReportLine[], expected: AnyKind | null): string | null {
  const names = found.map(({ kind }) => nameOfKind(kind)).join(", ");
  if (expected === null) return found.length === 0 ? null : `${names} is found in it.`;
  if (found.some(({ kind }) => kind === expected)) return null;
  const instead = found.length === 0 ? "nothing" : names;
  return `${nameOfKind(expected)} is expected, and ${instead} is found.`;
}
