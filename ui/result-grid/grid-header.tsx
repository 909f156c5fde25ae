// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by number cannot be a table's.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import { Lock } from "lucide-react";
import { classes } from "../classes";
import { type GridColumn, gridSizes, isMaskedWhole } from "./grid-column";
import type { GridColumns } from "./use-grid-columns";

interface GridHeaderProps {
  readonly grid: GridColumns;
  readonly columns: readonly GridColumn[];
  readonly numbersPx: number;
}

/** Names and types, what is masked, and a handle at each edge that sets the width. */
export function GridHeader({ grid, columns, numbersPx }: GridHeaderProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-[2] min-w-full border-b border-line bg-sunken"
      style={{ height: gridSizes.headerPx, width: grid.totalPx }}
    >
      <div
        role="columnheader"
        aria-colindex={1}
        className="sticky left-0 z-[1] flex h-full items-center justify-end border-r border-line bg-sunken pr-2 text-2xs text-faint"
        style={{ width: numbersPx }}
      >
        <span className="sr-only">Row number</span>
        <span aria-hidden>#</span>
      </div>
      {grid.items.map(({ index, start, size }) => {
        const header = grid.headers[index];
        const column = columns[Number(header?.column.id)];
        if (header === undefined || column === undefined) return null;
        return (
          <div
            key={header.id}
            role="columnheader"
            aria-colindex={Number(header.column.id) + 2}
            className="absolute top-0 h-full border-r border-line-soft"
            style={{ left: start, width: size }}
          >
            <ColumnName column={column} />
            <div
              aria-hidden
              onMouseDown={header.getResizeHandler()}
              onTouchStart={header.getResizeHandler()}
              onDoubleClick={() => header.column.resetSize()}
              className={classes(
                "absolute top-0 -right-1 z-[1] h-full w-2 cursor-col-resize touch-none select-none hover:bg-accent-line",
                header.column.getIsResizing() && "bg-accent",
              )}
            />
          </div>
        );
      })}
    </div>
  );
}

function ColumnName({ column }: { readonly column: GridColumn }) {
  return (
    <div
      title={`${column.name} · ${column.type}`}
      className={classes(
        "flex h-full flex-col justify-center overflow-hidden px-2.5",
        column.numeric && "items-end",
      )}
    >
      <span className="max-w-full truncate font-mono text-xs font-semibold text-ink">
        {column.name}
      </span>
      <span className="flex max-w-full items-center gap-1.5 text-2xs text-faint">
        <span className="truncate">{column.type}</span>
        {isMaskedWhole(column) && (
          <span className="inline-flex items-center gap-0.5 rounded-sm bg-mask-soft px-1 font-medium text-mask">
            <Lock aria-hidden className="size-2.5" />
            <span className="sr-only">masked as</span>
            {column.masked.toUpperCase()}
          </span>
        )}
      </span>
    </div>
  );
}
