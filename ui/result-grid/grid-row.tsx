// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by number cannot be a table's.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import { memo, type ReactNode } from "react";
import { classes } from "../classes";
import { type Preview, partsOf, previewOf } from "./cell-text";
import { type GridColumn, gridSizes, isSurelyWithin } from "./grid-column";
import type { RowBlocks } from "./row-blocks";
import type { Place } from "./selection";
import type { ShownColumn } from "./use-grid-columns";

export interface GridRowProps {
  readonly gridId: string;
  readonly row: number;
  readonly top: number;
  readonly width: number;
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

const CELL = "absolute top-0 h-full px-2.5 leading-[27px] whitespace-pre [unicode-bidi:isolate]";
/** Clipped, not hidden: what is hidden can be scrolled, and keeping that for each cell costs layout. */
const CLIPPED = "overflow-clip text-ellipsis";

/**
 * One row: the cells in view, decoded here and nowhere before. What names the row
 * stands on the row alone, so that another row is shown by new texts and little else.
 */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, top, width, blocks, columns, shown, placeholders } = props;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      data-row={row}
      className="absolute left-0 min-w-full border-b border-line-soft hover:bg-hover"
      style={{ top, height: gridSizes.rowPx, width }}
    >
      {shown.map(({ index, box }) => {
        const column = columns[index];
        if (column === undefined) return null;
        const isSelected = index >= props.selectedFrom && index <= props.selectedTo;
        const isActive = index === props.active;
        const bytes = blocks.cell(row, index);
        const preview = bytes === null ? null : previewOf(bytes);
        return (
          <div
            key={index}
            id={isActive ? cellId(props.gridId, { row, column: index }) : undefined}
            role="gridcell"
            aria-colindex={index + 2}
            aria-selected={isSelected}
            data-column={index}
            className={classes(
              CELL,
              column.numeric && "text-end",
              !isSurelyWithin(preview, box.width) && CLIPPED,
              isSelected && "bg-accent-soft",
              isActive && "outline-2 -outline-offset-2 outline-accent",
            )}
            style={box}
          >
            {cellText(preview, column.masked === "pass" ? null : placeholders)}
          </div>
        );
      })}
    </div>
  );
});

/** A function and no component: a screenful has hundreds of cells. */
function cellText(preview: Preview | null, placeholders: readonly string[] | null): ReactNode {
  if (preview === null) return <span className="text-faint italic">NULL</span>;
  if (placeholders === null || !preview.text.includes("[")) return shownText(preview);
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
export const MaskedText = memo(function MaskedText({ children }: { readonly children: string }) {
  return (
    <mark
      title="Masked before it left the network"
      className="rounded-sm bg-mask-soft px-0.5 text-mask ring-1 ring-mask-line ring-inset"
    >
      {children}
    </mark>
  );
});
