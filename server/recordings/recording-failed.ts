import { Refusal } from "@/domain/refusal";

/** The disk said no. Its own words name paths, so only the error's code is passed on. */
export function recordingFailed(error: unknown): Refusal {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return new Refusal("RECORDING.FAILED", `The recording cannot be written (${code}).`, { code });
}

export function recordingDamaged(path: string, record: number): Refusal {
  const because = `The recording is not what was written, from record ${record} on.`;
  return new Refusal("RECORDING.DAMAGED", because, { path, record });
}
