import type { Logger } from "pino";

const SLOW_MS = 15_000;

/** Waits for a part of the start; one that takes long says so while it does: nobody guesses what hangs. */
export async function startStep<Value>(
  log: Logger,
  step: string,
  done: Promise<Value>,
): Promise<Value> {
  const slow = () => log.warn({ step, waitedMs: SLOW_MS }, "the start still waits for this");
  const timer = setTimeout(slow, SLOW_MS);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
  }
}
