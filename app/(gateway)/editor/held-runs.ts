/** Which request holds the last run of this tab, one a connection: a reload goes on waiting for it. */
const KEY = "gatehouse.held.";

export function readHeld(connection: string): string | null {
  try {
    const kept = window.sessionStorage.getItem(KEY + connection);
    return kept !== null && /^req_[0-9a-z]{1,36}$/.test(kept) ? kept : null;
  } catch {
    // Storage can be forbidden; the request itself stands under My requests.
    return null;
  }
}

export function keepHeld(connection: string, requestId: string | null): void {
  try {
    if (requestId === null) window.sessionStorage.removeItem(KEY + connection);
    else window.sessionStorage.setItem(KEY + connection, requestId);
  } catch {
    // Storage can be forbidden or full: the page waits as long as it is open.
  }
}
