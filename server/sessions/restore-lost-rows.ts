import type { RecordingHead } from "@/domain/recording/recording-format";
import { decodeFrame } from "@/protocol/frame";
import { inputPayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import { sessionOfHead } from "./session-facts";
import { insertSession, sessionExists } from "./store";

/** A row is lost only in the moment before a kill or a power failure; older files need no look. */
const LOOK_BACK_MS = 24 * 3600 * 1000;

/**
 * Makes the rows of sessions again that were recorded but whose row a kill or a power failure took:
 * what ran is never missing from the list because the store was a moment behind the disk.
 */
export async function restoreLostRows(deps: Deps): Promise<void> {
  const since = new Date(deps.now().getTime() - LOOK_BACK_MS);
  for await (const { path, head } of deps.recordings.headsSince(since)) {
    if (await sessionExists(deps.db.read, head.sessionId)) continue;
    try {
      await restore(deps, path, head);
    } catch (error) {
      // One file that cannot be read must not keep the gateway from starting.
      deps.log.error({ err: error, path }, "the row of a recording could not be made again");
    }
  }
}

async function restore(deps: Deps, path: string, head: RecordingHead): Promise<void> {
  const statement = await readStatement(deps, path);
  const session = statement === null ? null : sessionOfHead(head, { path, statement });
  if (session === null) return; // Killed before the input was recorded: nothing had been sent.
  await insertSession(deps.db.quick, session);
  deps.log.warn({ sessionId: session.id }, "a session's row was made again from its recording");
}

async function readStatement(deps: Deps, path: string): Promise<string | null> {
  for await (const { frame } of deps.recordings.read(path, 0)) {
    const { kind, payload } = decodeFrame(frame);
    if (kind !== "input") return null;
    return inputPayload.parse(JSON.parse(new TextDecoder().decode(payload))).statement;
  }
  return null;
}
