import { isRefusal } from "@/domain/refusal";
import { decodeFrame } from "@/protocol/frame";
import { type EndPayload, endPayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import type { RecordingTotals } from "../recordings/recording-files";
import { endFrame } from "./gateway-frames";
import { closeOf } from "./session-end";
import { closeSession } from "./store";

/**
 * Ends a session that runs nowhere: its recording gets this end frame, its row the state. One that has
 * an end frame already ended as that says. Answers the end that it has then.
 */
export async function closeStored(
  deps: Deps,
  { id, path }: { readonly id: string; readonly path: string | null },
  ending: EndPayload,
): Promise<EndPayload> {
  const { end, totals } =
    path === null ? { end: ending, totals: null } : await closeFile(deps, path, ending);
  await closeSession(deps.db.quick, closeOf(end, { id, endedAt: deps.now() }), totals);
  return end;
}

interface Closed {
  readonly end: EndPayload;
  readonly totals: RecordingTotals | null;
}

/** A recording that had its end frame already says how it ended; only the row was lost. */
async function closeFile(deps: Deps, path: string, ending: EndPayload): Promise<Closed> {
  try {
    const recording = await deps.recordings.reopen(path);
    const said = endIn(recording.lastFrame);
    if (said === null) await recording.append(endFrame(ending), recording.lastTimeMs);
    return { end: said ?? ending, totals: await recording.close() };
  } catch (error) {
    deps.log.error({ err: error, path }, "the recording of an interrupted session is not readable");
    if (!isRefusal(error) && !isAbsent(error)) throw error;
    return { end: ending, totals: null };
  }
}

function endIn(frame: Uint8Array | null): EndPayload | null {
  if (frame === null) return null;
  const { kind, payload } = decodeFrame(frame);
  if (kind !== "end") return null;
  return endPayload.parse(JSON.parse(new TextDecoder().decode(payload)));
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
