import { Refusal } from "../../refusal";
import { ROW_HEADER_BYTES, rowLength } from "../../rows/row-format";
import type { ColumnPlan } from "../masker";
import type { CustomKindDefinition } from "./custom-kind";
import { CUSTOM_LIMITS, isCustomKind, nameOfKind } from "./custom-kind";
import { CustomSearch, type CustomSpan } from "./custom-search";

/** What is done with one column, and what it is called. */
export interface SearchedColumn {
  readonly name: string;
  readonly plan: ColumnPlan;
  /** It is masked whole, but a part of its cells is shown: what is found in one leaves none of it. */
  readonly isPartial: boolean;
}

const NOTHING: readonly CustomSpan[] = [];

/** Looks for custom kinds in texts and in blocks of rows, before anything in them is replaced. */
export class RowsSearch {
  private readonly search: CustomSearch;
  private readonly names: readonly string[];
  private readonly check: () => void;

  /** `check` throws when there is no time left. */
  constructor(definitions: readonly CustomKindDefinition[], check: () => void) {
    this.search = new CustomSearch(definitions);
    this.names = definitions.map(({ name }) => name);
    this.check = check;
  }

  text(text: Uint8Array, column: string | null = null): readonly CustomSpan[] {
    const { searchedBytesMax } = CUSTOM_LIMITS;
    if (text.byteLength > searchedBytesMax) {
      const words = `A value has more than ${searchedBytesMax} bytes: kinds that masking rules define cannot be looked for in it.`;
      throw new Refusal("LIMIT.MASKING", words, { searchedBytesMax });
    }
    return this.search.find(text, { column, check: this.check });
  }

  /** Their places in the block. Throws a RangeError unless it is whole rows with one cell a column. */
  rows(block: Uint8Array, columns: readonly SearchedColumn[]): readonly CustomSpan[] {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    let found: CustomSpan[] | null = null;
    for (let row = 0; row < block.byteLength; ) {
      const end = row + rowLength(view, row);
      let at = row + ROW_HEADER_BYTES;
      for (const column of columns) {
        if (at + 4 > end) throw new RangeError("a row ends before its last cell");
        const length = view.getInt32(at);
        const start = at + 4;
        at = start + Math.max(0, length);
        if (at > end) throw new RangeError("a cell is not in its row");
        if (length < 0) continue;
        for (const span of this.cell(block.subarray(start, at), column)) {
          found ??= [];
          found.push({ ...span, start: span.start + start, end: span.end + start });
        }
      }
      if (at !== end) throw new RangeError("a row is longer than its cells");
      row = end;
    }
    return found ?? NOTHING;
  }

  private cell(cell: Uint8Array, { plan, name, isPartial }: SearchedColumn): readonly CustomSpan[] {
    if (plan.kind !== "whole") return this.text(cell, name);
    const found = isPartial ? this.text(cell, name) : NOTHING;
    if (!isCustomKind(plan.as)) return found;
    const definition = this.names.indexOf(nameOfKind(plan.as));
    if (definition === -1) throw new RangeError("a column is masked as a kind of no rule");
    const others = found.filter((span) => span.definition !== definition);
    return [{ start: 0, end: cell.byteLength, definition }, ...others];
  }
}
