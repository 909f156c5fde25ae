import { indexRows, ROW_HEADER_BYTES } from "@/domain/rows/row-format";
import { decodeFrame, type Frame } from "@/protocol/frame";
import type { Deps } from "../../deps";

/** One frame of a recording and when it came, in milliseconds since the session began. */
export interface TimedFrame {
  readonly timeMs: number;
  readonly frame: Frame;
}

/** Every frame of a recording, in order, each checked by the chain. Throws RECORDING.DAMAGED. */
export async function* readFrames(deps: Deps, path: string): AsyncGenerator<TimedFrame> {
  for await (const { timeMs, frame } of deps.recordings.read(path, 0)) {
    yield { timeMs, frame: decodeFrame(frame) };
  }
}

/** What a frame says that is not rows. Its form was checked before it was recorded. */
export function saidBy({ payload }: Frame): unknown {
  return JSON.parse(new TextDecoder().decode(payload));
}

/** The cells of each row of a frame, as bytes; `null` is a NULL. */
export function* rowsOf({ payload, rows }: Frame): Generator<readonly (Uint8Array | null)[]> {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  for (const start of indexRows(payload, rows)) {
    let at = start + ROW_HEADER_BYTES;
    yield Array.from({ length: view.getUint16(start + 5) }, () => {
      const length = view.getInt32(at);
      const cell = length < 0 ? null : payload.subarray(at + 4, at + 4 + length);
      at += 4 + Math.max(0, length);
      return cell;
    });
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export function textOf(cell: Uint8Array): string {
  return decoder.decode(cell);
}
