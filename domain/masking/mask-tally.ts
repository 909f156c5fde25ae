import type { Column } from "../rows/column";
import type { MaskReportLine } from "./masker";
import type { MaskKind } from "./masking-rule";

const LIMITS = {
  /** Lines of one report; what comes later is added to the line of its kind without a column. */
  linesMax: 9_000,
} as const;

/** Counts what was replaced, by result, column and kind. Holds no value. */
export class MaskTally {
  readonly #lines = new Map<string, { line: MaskReportLine; count: number }>();
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
  add(column: number, kind: MaskKind, count: number): void {
    if (count === 0) return;
    const full = this.#lines.size >= LIMITS.linesMax;
    const name = this.#columns[column]?.name ?? null;
    const exact = this.#lines.get(keyOf(this.#result, name, kind));
    if (exact !== undefined) exact.count += count;
    else if (full && (name !== null || this.#result !== 0)) this.#addTo(0, null, kind, count);
    else this.#addTo(this.#result, name, kind, count);
  }

  lines(): readonly MaskReportLine[] {
    return [...this.#lines.values()].map(({ line, count }) => ({ ...line, count }));
  }

  #addTo(result: number, column: string | null, kind: MaskKind, count: number): void {
    const key = keyOf(result, column, kind);
    const line = { result, column, kind, count: 0 };
    const entry = this.#lines.get(key) ?? { line, count: 0 };
    entry.count += count;
    this.#lines.set(key, entry);
  }
}

function keyOf(result: number, column: string | null, kind: MaskKind): string {
  return JSON.stringify([result, column, kind]);
}
