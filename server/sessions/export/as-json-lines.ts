import { isUtf8 } from "node:buffer";
import { rowsOf, saidBy, type TimedFrame, textOf } from "./read-frames";

type JsonCell = string | null | { readonly base64: string };

/**
 * A recording as JSON lines: the session, then one line a frame and one a row, in order. `ms` counts
 * from the session's beginning, `result` from 0. A cell is its text, `null` for NULL, or
 * `{"base64": …}` where its bytes are not UTF-8: nothing is lost.
 */
export async function* sessionAsJsonLines(
  session: object,
  frames: AsyncIterable<TimedFrame>,
): AsyncGenerator<string> {
  yield line({ kind: "session", ...session });
  for await (const { timeMs: ms, frame } of frames) {
    const { kind, result } = frame;
    if (kind === "rows") {
      const rows = [...rowsOf(frame)].map((cells) => cells.map(jsonCell));
      yield rows.map((cells) => line({ kind: "row", ms, result, cells })).join("");
    } else yield line({ kind, ms, result, ...Object(saidBy(frame)) });
  }
}

function jsonCell(cell: Uint8Array | null): JsonCell {
  if (cell === null) return null;
  return isUtf8(cell) ? textOf(cell) : { base64: Buffer.from(cell).toString("base64") };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
