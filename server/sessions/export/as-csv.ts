import { csvLine } from "@/domain/rows/csv";
import { columnsPayload } from "@/protocol/payloads";
import { rowsOf, saidBy, type TimedFrame, textOf } from "./read-frames";

/** One result as CSV: a line of names, then its rows; NULL is an empty cell without quotes. */
export async function* resultAsCsv(
  frames: AsyncIterable<TimedFrame>,
  result: number,
): AsyncGenerator<string> {
  for await (const { frame } of frames) {
    if (frame.kind === "end" || frame.result > result) return;
    if (frame.result !== result) continue;
    if (frame.kind === "columns") {
      yield csvLine(columnsPayload.parse(saidBy(frame)).columns.map(({ name }) => name));
    }
    if (frame.kind === "rows") yield linesOf([...rowsOf(frame)]);
  }
}

function linesOf(rows: readonly (readonly (Uint8Array | null)[])[]): string {
  return rows.map((cells) => csvLine(cells.map((cell) => cell && textOf(cell)))).join("");
}
