import { expect, type Page } from "@playwright/test";

/** Types a statement into the editor, as a person would, in place of what is there. */
export async function typeStatement(page: Page, sql: string): Promise<void> {
  // Monaco takes the text area's place once the page is idle; typing before that is kept, typing across it is not.
  await expect(page.locator(".monaco-editor").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Statement" }).click({ force: true });
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(sql);
}

export async function runStatement(page: Page, sql: string): Promise<void> {
  await typeStatement(page, sql);
  await page.keyboard.press("ControlOrMeta+Enter");
}

export function runState(page: Page) {
  return page.getByRole("region", { name: "Results" }).getByRole("status").first();
}

export interface Glimpse {
  readonly running: boolean;
  readonly rows: number;
}

/** Looks at the results every few milliseconds until the run is over: what a person sees happen. */
export async function watchRun(page: Page, msMax: number): Promise<Glimpse[]> {
  return await page.evaluate(async (max) => {
    const seen: { running: boolean; rows: number }[] = [];
    const deadline = performance.now() + max;
    for (;;) {
      const results = document.querySelector('section[aria-label="Results"]');
      const text = results?.textContent ?? "";
      const running = /running/i.test(results?.querySelector('[role="status"]')?.textContent ?? "");
      const rows = Number(/([\d,]+)\s+rows?/.exec(text)?.[1]?.replaceAll(",", "") ?? 0);
      seen.push({ running, rows });
      const isOver = /done|failed|cancelled|ended|interrupted/i.test(text) && !running;
      if (isOver || performance.now() > deadline) return seen;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }, msMax);
}
