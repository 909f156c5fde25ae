// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by number cannot be a table's.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import { memo } from "react";
import { classes } from "../classes";
import { type Preview, partsOf, previewOf } from "./cell-text";
import { type GridColumn, gridSizes } from "./grid-column";
import type { CellBytes, RowBlocks } from "./row-blocks";
import type { Place } from "./selection";
import type { ShownColumn } from "./use-grid-columns";

export interface GridRowProps {
  readonly gridId: string;
  readonly row: number;
  readonly top: number;
  readonly width: number;
  readonly numbersPx: number;
  readonly blocks: RowBlocks;
  readonly columns: readonly GridColumn[];
  readonly shown: readonly ShownColumn[];
  readonly placeholders: readonly string[];
  /** Selected columns, both included; -1 when none of this row is. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  /** The column of the active cell, -1 when it is in another row. */
  readonly active: number;
}

export function cellId(gridId: string, { row, column }: Place): string {
  return `${gridId}-r${row}c${column}`;
}

/** One row: its number, and the cells in view, decoded here and nowhere before. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, top, width, numbersPx, blocks, columns, shown } = props;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className="absolute left-0 min-w-full border-b border-line-soft hover:bg-hover"
      style={{ transform: `translateY(${top}px)`, height: gridSizes.rowPx, width }}
    >
      <div
        role="rowheader"
        data-row={row}
        className="tabular sticky left-0 z-[1] flex h-full items-center justify-end border-r border-line-soft bg-sunken pr-2 text-2xs text-faint select-none"
        style={{ width: numbersPx }}
      >
        {(row + 1).toLocaleString("en-US")}
      </div>
      {shown.map(({ index, start, size }) => {
        const column = columns[index];
        if (column === undefined) return null;
        const isSelected = index >= props.selectedFrom && index <= props.selectedTo;
        const isActive = index === props.active;
        return (
          <div
            key={index}
            id={isActive ? cellId(props.gridId, { row, column: index }) : undefined}
            role="gridcell"
            aria-colindex={index + 2}
            aria-selected={isSelected}
            data-row={row}
            data-column={index}
            className={classes(
              "absolute top-0 h-full overflow-hidden px-2.5 leading-[27px] text-ellipsis whitespace-pre [unicode-bidi:isolate]",
              column.numeric && "text-end",
              isSelected && "bg-accent-soft",
              isActive && "outline-2 -outline-offset-2 outline-accent",
            )}
            style={{ left: start, width: size }}
          >
            <CellText
              bytes={blocks.cell(row, index)}
              isSearched={column.masked !== "pass"}
              placeholders={props.placeholders}
            />
          </div>
        );
      })}
    </div>
  );
});

interface CellTextProps {
  readonly bytes: CellBytes;
  readonly isSearched: boolean;
  readonly placeholders: readonly string[];
}

function CellText({ bytes, isSearched, placeholders }: CellTextProps) {
  if (bytes === null) return <span className="text-faint italic">NULL</span>;
  const preview = previewOf(bytes);
  if (!isSearched || !preview.text.includes("[")) return shownText(preview);
  return (
    <>
      {partsOf(preview.text, placeholders).map((part) =>
        part.masked ? (
          <MaskedText key={part.at}>{part.text}</MaskedText>
        ) : (
          <span key={part.at}>{part.text}</span>
        ),
      )}
      {preview.cut && "…"}
    </>
  );
}

function shownText({ text, cut }: Preview): string {
  return cut ? `${text}…` : text;
}

/** A placeholder that stands where a value was. */
export function MaskedText({ children }: { readonly children: string }) {
  return (
    <mark
      title="Masked before it left the network"
      className="rounded-sm bg-mask-soft px-0.5 text-mask ring-1 ring-mask-line ring-inset"
    >
      {children}
    </mark>
  );
}
