import type { Column } from "../../rows/column";
import type { Catalogue } from "./catalogue";
import { atPlace, joined, type Shape, type Taint } from "./shape";
import type { StatementLineage } from "./text-lineage";

/**
 * The columns of a result, each with the kind of the protected column that could flow into it. A
 * statement that nobody understood has no lineage: then everything could be anything.
 *
 * Only what flows into a value counts. Where a protected column decides something without being shown,
 * in a WHERE, an ORDER BY or a comparison, `objectionToComparing` tells.
 */
export function protectColumns(
  columns: readonly Column[],
  lineage: StatementLineage | undefined,
  catalogue: Catalogue,
): readonly Column[] {
  const count = columns.length;
  return columns.map((column, index) => ({
    ...column,
    protectedAs: taintOfColumn(column, { index, count, lineage, catalogue }),
    ...(isStored(column, lineage, catalogue) && { isStored: true }),
  }));
}

/** What a statement makes of a column is another value: by it one could choose which part is shown. */
function isStored(
  { origin }: Column,
  lineage: StatementLineage | undefined,
  catalogue: Catalogue,
): boolean {
  if (origin === null || lineage === undefined || lineage.isUncertain) return false;
  return lineage.isOriginTrusted && catalogue.isStored(origin);
}

interface Place {
  readonly index: number;
  readonly count: number;
  readonly lineage: StatementLineage | undefined;
  readonly catalogue: Catalogue;
}

function taintOfColumn({ name, origin }: Column, place: Place): Taint {
  const { index, count, lineage, catalogue } = place;
  if (catalogue.unknown === null) return null;
  if (lineage === undefined || lineage.isUncertain) return catalogue.unknown;
  const known = origin === null ? null : catalogue.column(origin);
  if (origin !== null && lineage.isOriginTrusted) return known;
  if (lineage.isOpaque) return known ?? catalogue.unknown;
  // Rows that nobody expected of it, as a rule gives them, could be anything.
  if (!fits(lineage.outputs, count)) return catalogue.unknown;
  return joined([known, atPlace(lineage.outputs, { index, count, name })]);
}

function fits(outputs: Shape, count: number): boolean {
  return outputs.length === count || outputs.some(({ many }) => many);
}
