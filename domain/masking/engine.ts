import type { Column } from "../rows/column";
import { maskRows, maskText } from "./mask-spec";
import { MaskTally } from "./mask-tally";
import type { MakeMasker, Masker } from "./masker";
import type { MaskingRules } from "./masking-rule";
import { planColumns } from "./plan-columns";

/** Loads the masking engine, once for the process. Rejects when this machine cannot run it. */
export async function loadMaskingEngine(): Promise<MakeMasker> {
  return makeMasker;
}

function makeMasker(rules: MaskingRules): Masker {
  const tally = new MaskTally();
  let plans = planColumns(rules, []);
  return {
    columns(columns: readonly Column[], result?: number) {
      plans = planColumns(rules, columns);
      tally.startResult(columns, result);
      return plans;
    },
    rows: (block) =>
      maskRows(block, {
        plans,
        kinds: rules.detectors,
        count: (column, kind) => tally.add(column, kind, 1),
      }),
    text: (bytes) => maskText(bytes, rules.detectors, (kind) => tally.add(-1, kind, 1)),
    report: () => tally.lines(),
  };
}
