/** What was typed but not sent, kept in this browser: one text a connection. */
const KEY = "gatehouse.draft.";
export const draftLimits = { charactersMax: 256 * 1024, saveDelayMs: 300 } as const;

export function readDraft(connection: string): string {
  try {
    return window.localStorage.getItem(KEY + connection) ?? "";
  } catch {
    // Storage can be forbidden; then nothing was kept.
    return "";
  }
}

export function keepDraft(connection: string, text: string): void {
  try {
    if (text === "" || text.length > draftLimits.charactersMax) {
      window.localStorage.removeItem(KEY + connection);
    } else window.localStorage.setItem(KEY + connection, text);
  } catch {
    // Storage can be forbidden or full: the text stays in the page only.
  }
}
