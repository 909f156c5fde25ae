const IDLE_MS_MAX = 2_000;
const SOON_MS = 300;

/** Runs once the page has nothing better to do; the answer takes it back. */
export function whenIdle(run: () => void): () => void {
  if (typeof window.requestIdleCallback !== "function") {
    const timer = setTimeout(run, SOON_MS);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(run, { timeout: IDLE_MS_MAX });
  return () => window.cancelIdleCallback(handle);
}
