import { useMemo, useState } from "react";
import { Button } from "../button";
import { formatBytes } from "../bytes";
import { CopyButton } from "../code-block";
import { Dialog } from "../dialog";
import { Note } from "../note";
import { cellLimits, contentOf, hexDump, partsOf, prettyJson } from "./cell-text";
import type { GridColumn } from "./grid-column";
import { MaskedText } from "./grid-row";
import type { CellBytes, RowBlocks } from "./row-blocks";
import type { Place } from "./selection";

interface CellViewerProps {
  readonly place: Place | null;
  readonly columns: readonly GridColumn[];
  readonly blocks: RowBlocks;
  readonly placeholders: readonly string[];
  readonly onClose: () => void;
}

/** One cell, whole: as text, laid out when it is JSON, or as bytes when it is no text. */
export function CellViewer({ place, columns, blocks, placeholders, onClose }: CellViewerProps) {
  if (place === null) return <Dialog open={false} onOpenChange={onClose} title="" />;
  const column = columns[place.column];
  const bytes = blocks.cell(place.row, place.column);
  const size = bytes === null ? "NULL" : formatBytes(bytes.byteLength);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={column?.name ?? ""}
      size="lg"
      description={`Row ${(place.row + 1).toLocaleString("en-US")} · ${column?.type ?? ""} · ${size}`}
    >
      <Content bytes={bytes} placeholders={column?.masked === "pass" ? [] : placeholders} />
    </Dialog>
  );
}

const SHAPES = { json: "JSON", text: "Text", hex: "Bytes" } as const;
type Shape = keyof typeof SHAPES;

/** The ways a cell can be shown, the best one first. */
function shapesOf(bytes: Uint8Array): Partial<Record<Shape, string>> {
  const content = contentOf(bytes);
  const hex = hexDump(bytes);
  if (content.kind === "bytes") return { hex };
  const json = prettyJson(content.text);
  return json === null ? { text: content.text, hex } : { json, text: content.text, hex };
}

interface ContentProps {
  readonly bytes: CellBytes;
  readonly placeholders: readonly string[];
}

function Content({ bytes, placeholders }: ContentProps) {
  if (bytes === null) return <p className="text-muted italic">NULL: no value.</p>;
  if (bytes.byteLength === 0) return <p className="text-muted italic">An empty text.</p>;
  return <Shapes bytes={bytes} placeholders={placeholders} />;
}

function Shapes({ bytes, placeholders }: ContentProps & { readonly bytes: Uint8Array }) {
  const [chosen, setChosen] = useState<Shape | null>(null);
  const shapes = useMemo(() => shapesOf(bytes), [bytes]);
  const offered = SHAPE_ORDER.filter((shape) => shapes[shape] !== undefined);
  const shape = chosen ?? offered[0] ?? "hex";
  const shown = shapes[shape] ?? "";
  return (
    <div className="space-y-3">
      <div className="flex items-center justify-between gap-2">
        <div className="flex gap-1">
          {offered.map((one) => (
            <Button
              key={one}
              size="sm"
              variant={one === shape ? "secondary" : "ghost"}
              aria-pressed={one === shape}
              onClick={() => setChosen(one)}
            >
              {SHAPES[one]}
            </Button>
          ))}
        </div>
        <CopyButton text={shown} label="Copy the cell" />
      </div>
      {offered.length === 1 && <Note>These bytes are no UTF-8 text.</Note>}
      <Cut bytes={bytes} shape={shape} />
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[50dvh] overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:isolate]"
      >
        {shape === "hex"
          ? shown
          : partsOf(shown, placeholders).map((part) =>
              part.masked ? <MaskedText key={part.at}>{part.text}</MaskedText> : part.text,
            )}
      </pre>
    </div>
  );
}

const SHAPE_ORDER: readonly Shape[] = ["json", "text", "hex"];

function Cut({ bytes, shape }: { readonly bytes: Uint8Array; readonly shape: Shape }) {
  const max = shape === "hex" ? cellLimits.hexBytesMax : cellLimits.viewerBytesMax;
  if (bytes.byteLength <= max) return null;
  return (
    <Note tone="warn">
      The first {formatBytes(max)} of {formatBytes(bytes.byteLength)} are shown.
    </Note>
  );
}
