import { cellAt, encodeRow, ROW_HEADER_BYTES, rowLength } from "../rows/row-format";
import type { OutputAction, OutputRule } from "./output/output-rule";
import { HITS_MAX, type OutputSearch } from "./output/output-search";
import type { Hit } from "./output/word-finder";

/** What stands where a rule replaced something. No rule is kept that would find it. */
export const REPLACEMENT = "[REDACTED]";
const REPLACED = new TextEncoder().encode(REPLACEMENT);

export type OutputAnswer =
  /** `bytes`: the very same where nothing was replaced. */
  | { readonly kind: "allow"; readonly bytes: Uint8Array }
  | { readonly kind: "block"; readonly rule: OutputRule };

/** What one rule did to a result, and how often. */
export interface OutputLine {
  readonly ruleId: string;
  readonly rule: string;
  readonly action: OutputAction;
  readonly count: number;
}

/**
 * Holds rules against what is about to be returned, masked, and counts what they did. A cell and a
 * text are looked at whole: nothing is found across two cells.
 */
export class OutputGuard {
  private readonly search: OutputSearch;
  private readonly counts: Uint32Array;

  constructor(search: OutputSearch) {
    this.search = search;
    this.counts = new Uint32Array(search.rules.length);
  }

  text(text: Uint8Array): OutputAnswer {
    const hits = this.search.find(text);
    if (hits.length === 0) return { kind: "allow", bytes: text };
    this.count(hits);
    const rule = this.search.blocking(hits);
    return rule === null ? this.again(replaced(text, hits)) : { kind: "block", rule };
  }

  /** A block of whole rows in the row format. */
  rows(block: Uint8Array): OutputAnswer {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    if (!this.mayMeet(block, view)) return { kind: "allow", bytes: block };
    const rows: Uint8Array[] = [];
    let isChanged = false;
    for (let at = 0; at < block.byteLength; ) {
      const row = block.subarray(at, at + rowLength(view, at));
      const answer = this.row(row);
      if (answer.kind === "block") return answer;
      rows.push(answer.bytes);
      isChanged ||= answer.bytes !== row;
      at += row.byteLength;
    }
    return { kind: "allow", bytes: isChanged ? joined(rows) : block };
  }

  tally(): readonly OutputLine[] {
    return this.search.rules.flatMap(({ id, name, action }, at) => {
      const count = this.counts[at] ?? 0;
      return count === 0 ? [] : [{ ruleId: id, rule: name, action, count }];
    });
  }

  /** One walk over the cells, without making anything. */
  private mayMeet(block: Uint8Array, view: DataView): boolean {
    for (let row = 0; row < block.byteLength; ) {
      const next = row + rowLength(view, row);
      for (let at = row + ROW_HEADER_BYTES; at < next; ) {
        const start = at + 4;
        const end = start + Math.max(0, view.getInt32(at));
        if (end > next) throw new RangeError(`a cell at byte ${at} does not fit its row`);
        if (this.search.mayMeet(block, start, end)) return true;
        at = end;
      }
      row = next;
    }
    return false;
  }

  private row(row: Uint8Array): OutputAnswer {
    const cells = cellsOf(row);
    let changed: (Uint8Array | null)[] | null = null;
    for (const [at, cell] of cells.entries()) {
      const answer = cell === null ? null : this.text(cell);
      if (answer === null) continue;
      if (answer.kind === "block") return answer;
      if (answer.bytes === cell) continue;
      changed ??= [...cells];
      changed[at] = answer.bytes;
    }
    return { kind: "allow", bytes: changed === null ? row : encodeRow(changed) };
  }

  /** What is left when a part is gone may meet a rule that the whole did not. */
  private again(text: Uint8Array): OutputAnswer {
    const hits = this.search.find(text);
    if (hits.length === 0) return { kind: "allow", bytes: text };
    this.count(hits);
    const rule = this.search.blocking(hits);
    return rule === null ? { kind: "allow", bytes: REPLACED } : { kind: "block", rule };
  }

  private count(hits: readonly Hit[]): void {
    for (const { rule } of hits) this.counts[rule] = (this.counts[rule] ?? 0) + 1;
  }
}

function cellsOf(row: Uint8Array): (Uint8Array | null)[] {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  return Array.from({ length: view.getUint16(5) }, (_, column) => {
    const range = cellAt(view, 0, column);
    return range === null ? null : row.subarray(range.start, range.end);
  });
}

/** Places that overlap or touch are one. Too many, or one without length, and all of it goes. */
function replaced(text: Uint8Array, hits: readonly Hit[]): Uint8Array {
  const isAll = hits.length >= HITS_MAX || hits.some(({ start, end }) => start === end);
  if (isAll) return REPLACED;
  const parts: Uint8Array[] = [];
  let kept = 0;
  for (const { start, end } of hits.toSorted((one, other) => one.start - other.start)) {
    if (start > kept || parts.length === 0) parts.push(text.subarray(kept, start), REPLACED);
    kept = Math.max(kept, end);
  }
  return joined([...parts, text.subarray(kept)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
