import type { ColumnOrigin } from "../../rows/column";
import type { Shape, Taint } from "./shape";

/** What a target's catalogue says of its protected columns. */
export interface Catalogue {
  /** What stands for a value that nobody can tell; `null`: nothing in this target is protected. */
  readonly unknown: Taint;
  /** Columns of a relation in which something is protected, else `null`. Without a schema: of any. */
  relation(schema: string | null, name: string): Shape | null;
  column(origin: ColumnOrigin): Taint;
  /** A column of a table whose cells nothing computes. */
  isStored(origin: ColumnOrigin): boolean;
  /** A function that may read or keep what its arguments do not say. */
  isOpaqueCall(name: string): boolean;
  /** A function of the target's own, or one that takes a whole row, may be written like a column. */
  takesRow(name: string): boolean;
  isOpaqueOperator(name: string): boolean;
  /** A text of a procedural language in which nothing protected is named and nothing runs a text. */
  isHarmlessBody(text: string): boolean;
}

/** A target in which nothing is protected. */
export const NOTHING_PROTECTED: Catalogue = {
  unknown: null,
  relation: () => null,
  column: () => null,
  isStored: () => false,
  isOpaqueCall: () => false,
  takesRow: () => false,
  isOpaqueOperator: () => false,
  isHarmlessBody: () => true,
};
