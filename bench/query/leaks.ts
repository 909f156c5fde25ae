import { cellAt, indexRows } from "@/domain/rows/row-format";
import type { Frame } from "@/protocol/frame";

/** A row as it lies in the target: its key and the values that nobody may see. */
export interface Original {
  readonly id: string;
  readonly values: readonly string[];
}

/** How many of the originals stand somewhere in the row of the same id. Every kept row is looked at. */
export function leaksIn(
  frames: readonly Frame[],
  columns: readonly string[],
  originals: readonly Original[],
): number {
  const byId = new Map(originals.map((original) => [original.id, original.values]));
  const idColumn = columns.indexOf("id");
  let leaks = 0;
  for (const frame of frames) {
    const { payload } = frame;
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    const starts = indexRows(payload, frame.rows);
    starts.forEach((start, at) => {
      const range = cellAt(view, start, idColumn);
      if (range === null) return;
      const id = textOf(payload.subarray(range.start, range.end));
      const row = textOf(payload.subarray(start, starts[at + 1] ?? payload.byteLength));
      leaks += (byId.get(id) ?? []).filter((value) => row.includes(value)).length;
    });
  }
  return leaks;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
