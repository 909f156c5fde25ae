// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by number cannot be a table's.
"use client";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { CellViewer } from "./cell-viewer";
import { type GridColumn, gridSizes, numbersWidth } from "./grid-column";
import { GridFooter } from "./grid-footer";
import { GridHeader } from "./grid-header";
import { cellId, GridRow } from "./grid-row";
import type { RowBlocks } from "./row-blocks";
import { RowNumbers } from "./row-numbers";
import type { Place, Rectangle } from "./selection";
import { type GridColumns, useGridColumns } from "./use-grid-columns";
import { useGridCopy } from "./use-grid-copy";
import { useGridSelection } from "./use-grid-selection";
import { useRowWindow } from "./use-row-window";

export interface ResultGridProps {
  /** What the rows are, for people who hear the page. */
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly blocks: RowBlocks;
  /** How many rows are shown; the blocks may hold more. */
  readonly rowCount: number;
  /** Texts that stand where values were masked. */
  readonly placeholders: readonly string[];
}

/**
 * The rows of one result. They stay bytes: only the cells in view are decoded, so a million rows
 * scroll like a hundred. The grid has the focus as a whole and names its active cell.
 */
export function ResultGrid(props: ResultGridProps) {
  const { label, columns, blocks, rowCount, placeholders } = props;
  const gridId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Place | null>(null);
  const numbersPx = numbersWidth(rowCount);
  const grid = useGridColumns({ box, columns, blocks, hasRows: rowCount > 0, numbersPx });
  const rows = useRowWindow(box, rowCount);
  const { selection, rectangle, onKeyDown, pointers } = useGridSelection({
    extent: { rows: rowCount, columns: columns.length, pageRows: rows.pageRows },
    reveal: ({ row, column }) => {
      rows.reveal(row);
      revealColumn({ element: box.current, grid, column, numbersPx });
    },
    onOpen: setOpened,
  });
  const { copied, onCopy, copyByButton } = useGridCopy(blocks, rectangle);
  const active = selection?.active ?? null;
  const inView = Array.from({ length: rows.end - rows.first }, (_, index) => rows.first + index);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-activedescendant={active === null ? undefined : cellId(gridId, active)}
        onKeyDown={(event) => {
          if (!widened(event, grid, active)) onKeyDown(event);
        }}
        onCopy={onCopy}
        {...pointers}
        className="relative min-h-0 flex-1 overflow-auto overscroll-contain font-mono text-xs select-none focus-visible:-outline-offset-2"
      >
        <GridHeader grid={grid} columns={columns} numbersPx={numbersPx} />
        <div
          role="rowgroup"
          className="relative"
          style={{ height: rows.realHeight, width: grid.totalPx }}
        >
          <div role="presentation" style={{ transform: `translateY(${rows.boxTop}px)` }}>
            <RowNumbers first={rows.first} end={rows.end} shift={rows.shift} width={numbersPx} />
            {inView.map((row) => (
              <GridRow
                key={row - rows.shift}
                {...{ gridId, row, blocks, columns, placeholders }}
                {...selectedIn(row, rectangle)}
                top={(row - rows.shift) * gridSizes.rowPx}
                width={grid.totalPx}
                shown={grid.shown}
                active={active?.row === row ? active.column : -1}
              />
            ))}
          </div>
        </div>
      </div>
      <GridFooter
        {...{ rowCount, columns, selection, copied }}
        onOpen={() => setOpened(active)}
        onCopy={copyByButton}
      />
      <CellViewer
        {...{ columns, blocks, placeholders }}
        place={opened}
        onClose={() => setOpened(null)}
      />
    </div>
  );
}

function selectedIn(row: number, rectangle: Rectangle | null) {
  const isIn = rectangle !== null && row >= rectangle.top && row <= rectangle.bottom;
  return isIn
    ? { selectedFrom: rectangle.left, selectedTo: rectangle.right }
    : { selectedFrom: -1, selectedTo: -1 };
}

const WIDEN_PX: Readonly<Record<string, number>> = { ArrowLeft: -24, ArrowRight: 24 };

/** Alt and an arrow key make the active column narrower or wider: for those who cannot drag. */
function widened(event: KeyboardEvent, grid: GridColumns, active: Place | null): boolean {
  const by = event.altKey ? WIDEN_PX[event.key] : undefined;
  const column = active === null ? undefined : grid.table.getColumn(String(active.column));
  if (by === undefined || column === undefined) return false;
  event.preventDefault();
  const size = Math.max(gridSizes.columnPxMin, column.getSize() + by);
  grid.table.setColumnSizing((before) => ({ ...before, [column.id]: size }));
  return true;
}

interface Revealing {
  readonly element: HTMLElement | null;
  readonly grid: GridColumns;
  readonly column: number;
  readonly numbersPx: number;
}

function revealColumn({ element, grid, column, numbersPx }: Revealing) {
  if (element === null) return;
  let start = numbersPx;
  for (const header of grid.headers) {
    if (Number(header.column.id) === column) {
      const end = start + header.getSize();
      if (start - numbersPx < element.scrollLeft) element.scrollLeft = start - numbersPx;
      else if (end > element.scrollLeft + element.clientWidth) {
        element.scrollLeft = end - element.clientWidth;
      }
      return;
    }
    start += header.getSize();
  }
}
