import { type CustomKind, isCustomKind } from "../custom/custom-kind";
import type { ColumnPlan } from "../masker";
import { type AnyKind, placeholderOf } from "../masking-rule";
import { BY_PLACEHOLDER, type Notes } from "./found-kind";
import { type MaskedPlace, type Replacing, replaceValue } from "./replace-value";
import { bytesOf } from "./value-form";

const BACKSLASH = 0x5c;
const ROW_HEADER_BYTES = 7;
const NULL_LENGTH = -1;

/** What was found, and what stands in its place. */
export interface FoundToReplace {
  readonly notes: Notes;
  /** By the numbers in the notes. */
  readonly kinds: readonly AnyKind[];
  readonly replacing: Replacing;
  /** Told of each custom kind, which the engine does not count. Column -1: a text outside of cells. */
  readonly count: (column: number, kind: CustomKind) => void;
}

const OUTSIDE = -1;

/** A text with what was found in it replaced. */
export function spliceText(text: Uint8Array, found: FoundToReplace): Uint8Array {
  const splicer = new Splicer(text, found);
  splicer.copyWith(text.byteLength, { place: "text", column: OUTSIDE });
  return splicer.done();
}

/** Whole rows with what was found in their cells replaced; their lengths say what they then are. */
export function spliceRows(
  block: Uint8Array,
  plans: readonly ColumnPlan[],
  found: FoundToReplace,
): Uint8Array {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const splicer = new Splicer(block, found);
  while (splicer.at < block.byteLength) {
    const row = splicer.written;
    splicer.copy(ROW_HEADER_BYTES);
    for (const [column, plan] of plans.entries()) {
      const header = splicer.written;
      const length = view.getInt32(splicer.at);
      splicer.copy(4);
      if (length === NULL_LENGTH) continue;
      const isNull = splicer.copyWith(splicer.at + length, { place: placeOf(plan), column });
      splicer.setLength(header, isNull ? NULL_LENGTH : splicer.written - header - 4);
    }
    splicer.setLength(row + 1, splicer.written - row - 1);
  }
  return splicer.done();
}

function placeOf(plan: ColumnPlan): MaskedPlace {
  if (plan.kind !== "whole") return "text";
  return plan.isStored === true ? "stored" : "made";
}

/** Where a value stands. */
interface Cell {
  readonly place: MaskedPlace;
  readonly column: number;
}

/** Reads from left to right and writes what it reads, or what stands in its place. */
class Splicer {
  at = 0;
  written = 0;
  private readonly input: Uint8Array;
  private readonly notes: Notes;
  private readonly found: FoundToReplace;
  private output: Uint8Array;
  private note = 0;

  constructor(input: Uint8Array, found: FoundToReplace) {
    this.input = input;
    this.notes = found.notes;
    this.found = found;
    this.output = new Uint8Array(input.byteLength + 16 * found.notes.length);
  }

  copy(length: number): void {
    this.write(this.input.subarray(this.at, this.at + length));
    this.at += length;
  }

  /** Up to `end`, with all that was found before it replaced. Whether a NULL stands there instead. */
  copyWith(end: number, cell: Cell): boolean {
    const from = this.at;
    let isNull = false;
    while (this.note < this.notes.length && this.noted(1) <= end) {
      const start = this.noted(0);
      this.copy(start - this.at);
      const backslashes = this.backslashesBefore(start, from);
      const shown = this.shown(cell, backslashes);
      if (shown === null) isNull = true;
      else this.write(shown);
      this.at = this.noted(1);
      this.note += 3;
    }
    this.copy(end - this.at);
    return isNull;
  }

  /** In place of the value of this note. */
  private shown({ place, column }: Cell, backslashes: number): Uint8Array | null {
    const { kinds, replacing, count } = this.found;
    const number = this.noted(2);
    const kind = kinds[number & ~BY_PLACEHOLDER];
    if (kind === undefined) throw new RangeError("something was found of no known kind");
    if (isCustomKind(kind)) count(column, kind);
    if ((number & BY_PLACEHOLDER) !== 0) return bytesOf(placeholderOf(kind));
    const bytes = this.input.subarray(this.noted(0), this.noted(1));
    return replaceValue({ kind, bytes, place, backslashes }, replacing);
  }

  setLength(at: number, length: number): void {
    new DataView(this.output.buffer).setInt32(at, length);
  }

  /** Throws when something that was found has no place: it is not known then what was replaced. */
  done(): Uint8Array {
    if (this.note !== this.notes.length)
      throw new RangeError("something was found outside of cells");
    return this.output.subarray(0, this.written);
  }

  private noted(part: 0 | 1 | 2): number {
    return this.notes[this.note + part] ?? 0;
  }

  private backslashesBefore(at: number, from: number): number {
    let before = at;
    while (before > from && this.input[before - 1] === BACKSLASH) before -= 1;
    return at - before;
  }

  private write(bytes: Uint8Array): void {
    const needed = this.written + bytes.byteLength;
    if (needed > this.output.byteLength) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.output.subarray(0, this.written));
      this.output = larger;
    }
    this.output.set(bytes, this.written);
    this.written = needed;
  }
}
