import type { Column } from "../rows/column";
import type { MaskReportLine } from "./masker";
import type { AnyKind } from "./masking-rule";

const LIMITS = {
  /** Lines of one report; what comes later is added to the line of its kind without a column. */
  linesMax: 9_000,
} as const;

/** Counts what was replaced, by result, column and kind. Holds no value. */
export class MaskTally {
  readonly #lines = new Map<string, MaskReportLine>();
  #result = 0;
  #results = 0;
  #columns: readonly Column[] = [];

  /** All later columns are those of this result. */
  startResult(columns: readonly Column[], result: number = this.#results): void {
    this.#result = result;
    this.#results = result + 1;
    this.#columns = columns;
  }

  /** `column` -1 is text outside of cells. */
  add(column: number, kind: AnyKind, count: number): void {
    if (count === 0) return;
    const name = this.#columns[column]?.name ?? null;
    const wanted = { result: this.#result, column: name, kind };
    const full = this.#lines.size >= LIMITS.linesMax && !this.#lines.has(keyOf(wanted));
    const place = full ? { result: 0, column: null, kind } : wanted;
    const line = this.#lines.get(keyOf(place)) ?? { ...place, count: 0 };
    this.#lines.set(keyOf(place), { ...line, count: line.count + count });
  }

  lines(): readonly MaskReportLine[] {
    return [...this.#lines.values()];
  }
}

function keyOf({ result, column, kind }: Omit<MaskReportLine, "count">): string {
  return JSON.stringify([result, column, kind]);
}
