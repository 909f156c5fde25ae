/** A reload comes back to the same connection and goes on reading the same session. */
export function showInAddress(connection: string, sessionId: string | null): void {
  const search = new URLSearchParams({ connection, ...(sessionId && { session: sessionId }) });
  window.history.replaceState(null, "", `/editor?${search}`);
}
