import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useMemo } from "react";
import { type GridColumn, gridSizes, guessWidth } from "./grid-column";
import type { RowBlocks } from "./row-blocks";

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
});
/** The table knows columns only: rows are bytes in blocks, and the grid draws those in view itself. */
type NoRow = Record<string, never>;
const NO_ROWS: NoRow[] = [];
const column = createColumnHelper<typeof features, NoRow>();

export interface ColumnsInput {
  readonly box: RefObject<HTMLElement | null>;
  readonly columns: readonly GridColumn[];
  readonly blocks: RowBlocks;
  readonly hasRows: boolean;
  readonly numbersPx: number;
}

/** A column that is in view: its number in the result, and its place in each row. */
export interface ShownColumn {
  readonly index: number;
  readonly box: { readonly left: number; readonly width: number };
}

/** Widths and visibility of the columns, and those in view. */
export function useGridColumns({ box, columns, blocks, hasRows, numbersPx }: ColumnsInput) {
  // Widths are guessed from the first rows, once there are some.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `blocks` is the same object while it grows.
  const definitions = useMemo(
    () =>
      columns.map((one, index) =>
        column.display({
          id: String(index),
          header: one.name,
          size: guessWidth(columns, index, blocks),
          minSize: gridSizes.columnPxMin,
          maxSize: gridSizes.columnPxMax,
        }),
      ),
    [columns, blocks, hasRows],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: "onChange",
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const sizes = headers.map((header) => header.getSize());
  const virtual = useVirtualizer({
    horizontal: true,
    count: headers.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => sizes[index] ?? gridSizes.columnPxMin,
    paddingStart: numbersPx,
    overscan: 1,
  });
  const sizesKey = sizes.join(",");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes are what it measures.
  useEffect(() => virtual.measure(), [sizesKey, numbersPx]);
  const items = virtual.getVirtualItems();
  const order = headers.map((header) => Number(header.column.id)).join(",");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `headers` is new each time, its order is not.
  const shown = useMemo(
    (): ShownColumn[] =>
      items.map(({ index, start, size }) => ({
        index: Number(headers[index]?.column.id ?? index),
        box: { left: start, width: size },
      })),
    [items, order],
  );
  return { table, headers, items, shown, totalPx: virtual.getTotalSize() };
}

export type GridColumns = ReturnType<typeof useGridColumns>;
