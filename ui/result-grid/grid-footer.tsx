import { Copy, Maximize2 } from "lucide-react";
import { Button } from "../button";
import type { GridColumn } from "./grid-column";
import { rectangleOf, type Selection } from "./selection";

interface GridFooterProps {
  readonly rowCount: number;
  readonly columns: readonly GridColumn[];
  readonly selection: Selection | null;
  /** What the last copying did. */
  readonly copied: string | null;
  readonly onOpen: () => void;
  readonly onCopy: () => void;
}

/** Where one is in the grid, and what can be done with it: for fingers too, which have no keys. */
export function GridFooter({
  rowCount,
  columns,
  selection,
  copied,
  onOpen,
  onCopy,
}: GridFooterProps) {
  return (
    <div className="flex h-9 shrink-0 items-center justify-between gap-3 border-t border-line bg-sunken px-3 text-xs text-muted">
      <p className="min-w-0 truncate">
        {selection === null ? (
          <span className="hidden sm:inline">
            Arrow keys move, Enter opens a cell, Ctrl+C copies
          </span>
        ) : (
          <Where selection={selection} columns={columns} rowCount={rowCount} />
        )}
      </p>
      <div className="flex shrink-0 items-center gap-1">
        <span role="status" className="mr-1 hidden truncate sm:inline">
          {copied}
        </span>
        <Button
          size="sm"
          variant="ghost"
          icon={Maximize2}
          disabled={selection === null}
          onClick={onOpen}
        >
          Open cell
        </Button>
        <Button
          size="sm"
          variant="ghost"
          icon={Copy}
          disabled={selection === null}
          onClick={onCopy}
        >
          Copy
        </Button>
      </div>
    </div>
  );
}

interface WhereProps {
  readonly selection: Selection;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
}

function Where({ selection, columns, rowCount }: WhereProps) {
  const { top, bottom, left, right } = rectangleOf(selection);
  const isOne = top === bottom && left === right;
  const column = columns[selection.active.column];
  if (isOne) {
    return (
      <>
        Row <span className="tabular">{(top + 1).toLocaleString("en-US")}</span> of{" "}
        <span className="tabular">{rowCount.toLocaleString("en-US")}</span>
        {column && (
          <>
            {" · "}
            <span className="font-mono text-ink">{column.name}</span> {column.type}
          </>
        )}
      </>
    );
  }
  const rows = bottom - top + 1;
  const width = right - left + 1;
  return (
    <span className="tabular">
      {rows.toLocaleString("en-US")} × {width.toLocaleString("en-US")} cells selected
    </span>
  );
}
