import type { Column } from "../rows/column";
import type { AnyKind, MaskingRules } from "./masking-rule";
import type { KeyedDigest } from "./replacements/replacement";

/** What to do with one column of one result, decided once per row description. */
export type ColumnPlan =
  /** A type that cannot hold text, from an allow-list. */
  | { readonly kind: "pass" }
  /**
   * Search every cell with the content detectors. `only`: the type cannot hold what they look for, and
   * is searched for custom kinds alone.
   */
  | { readonly kind: "scan"; readonly only?: "custom" }
  /**
   * Replace every cell that is not NULL, whatever it holds. `isStored`: the cells are what a table has
   * in a column that is protected as this kind; of any others nothing may be shown but a placeholder.
   */
  | { readonly kind: "whole"; readonly as: AnyKind; readonly isStored?: true };

export interface MaskedBlock {
  /** Whole rows in the row format. A view into memory of the masker: valid until its next call. */
  readonly bytes: Uint8Array;
  readonly rowCount: number;
}

/**
 * Masks what comes back from a target. Pure computation: bytes in, bytes and counts out. Any
 * failure throws; whoever calls it must then answer no (fail closed), never pass the input on.
 */
export interface Masker {
  /**
   * Starts a result: all later blocks have these columns. `result` is its number in the report, by
   * default one more than the last one's. Answers what will be done with each column.
   */
  columns(columns: readonly Column[], result?: number): readonly ColumnPlan[];
  /** Masks a block of whole rows. Throws when the block is anything else, and at every later call. */
  rows(block: Uint8Array): MaskedBlock;
  /**
   * Masks free text: an error, a notice, COPY data, a command line. UTF-8 in, UTF-8 out. A view into
   * memory of the masker: valid until its next call.
   */
  text(bytes: Uint8Array): Uint8Array;
  /** Everything counted since the masker was made, results told apart. */
  report(): readonly MaskReportLine[];
  /** It masks nothing more and forgets every byte; views into its memory hold nothing from here on. */
  free(): void;
}

export interface MaskReportLine {
  readonly result: number;
  /** Column name, or `null` for text outside cells. */
  readonly column: string | null;
  readonly kind: AnyKind;
  readonly count: number;
}

/** Throws when there is no time left to look for custom kinds. Called between two looks. */
export type CheckTime = () => void;

/** Makes a masker for one session. The engine (compiled module) is loaded once and handed in. */
export interface MakeMasker {
  /** `digest` where a replacement is made with the key; throws where it is needed and missing. */
  (rules: MaskingRules, digest?: KeyedDigest | null, check?: CheckTime): Masker;
  /** Makes the memory of the next masker in a quiet moment: that takes longer than a short result. */
  prepare?(): void;
}
