import type { Page } from "@playwright/test";

/** Types into a picker and takes what it finds. */
export async function pick(page: Page, label: string, word: string): Promise<void> {
  const field = page.getByRole("combobox", { name: label, exact: true });
  await field.fill(word);
  await page.getByRole("option", { name: word, exact: true }).click();
  await page.keyboard.press("Tab");
}
