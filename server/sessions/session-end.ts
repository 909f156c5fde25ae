import type { AnyKind } from "@/domain/masking/masking-rule";
import { isRefusal, Refusal } from "@/domain/refusal";
import type { EndPayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import type { OpenRecording, RecordingTotals } from "../recordings/recording-files";
import { storable } from "./storable";
import { closeSession, type SessionClose } from "./store";

export interface SessionEnd {
  readonly id: string;
  readonly end: EndPayload;
  readonly recording: OpenRecording;
}

/**
 * Flushes the recording and closes the row with the totals; answers the state that the row then has.
 * Quick, because the recording on disk says the same. A recording that cannot be flushed is a failure.
 */
export async function closeRecordingAndRow(
  deps: Deps,
  { id, end, recording }: SessionEnd,
): Promise<EndPayload["state"]> {
  const { totals, because } = await closeRecording(recording);
  const told: EndPayload =
    because === null || end.code === "RECORDING.FAILED"
      ? end
      : { ...end, state: "failed", code: "RECORDING.FAILED", because };
  const close = closeOf(told, { id, endedAt: deps.now() });
  await closeSession(deps.db.quick, close, totals);
  return told.state;
}

async function closeRecording(
  recording: OpenRecording,
): Promise<{ readonly totals: RecordingTotals | null; readonly because: string | null }> {
  try {
    return { totals: await recording.close(), because: null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { totals: null, because: error.message };
  }
}

/** What the row of a session says of its end. */
export function closeOf(
  end: EndPayload,
  session: { readonly id: string; readonly endedAt: Date },
): SessionClose {
  const masked: Partial<Record<AnyKind, number>> = {};
  for (const { kind, count } of end.masked) masked[kind] = (masked[kind] ?? 0) + count;
  const total = end.masked.reduce((sum, line) => sum + line.count, 0);
  const maskedTotal = Math.min(total, Number.MAX_SAFE_INTEGER);
  const maskedColumns = end.masked.map((line) => ({
    ...line,
    column: storableOrNull(line.column),
  }));
  const outputGuarded =
    end.guarded?.map((line) => ({ ...line, rule: storable(line.rule) })) ?? null;
  const { state, rows, bytes } = end;
  const words = { code: storableOrNull(end.code), because: storableOrNull(end.because) };
  return {
    ...session,
    ...words,
    outputGuarded,
    ...{ state, rows, bytes, masked, maskedTotal, maskedColumns },
  };
}

function storableOrNull(text: string | null): string | null {
  return text === null ? null : storable(text);
}

/** Why nothing more can be read of a session whose recording failed. */
export function recordingLost({ because }: EndPayload): Refusal {
  return new Refusal("RECORDING.FAILED", because ?? "The recording cannot be written.");
}
