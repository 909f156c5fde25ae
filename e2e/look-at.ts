import type { Page } from "@playwright/test";
import { barriersOf, standStill } from "./watch-page";

/** What a page does wrong on a phone and on a desk, by day and by night. */
export async function problemsOf(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const [colorScheme, rules] of [
      ["light", "all"],
      ["dark", "of colours"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      const at = `${name}-${width}-${colorScheme}`;
      await standStill(page);
      await page.screenshot({ path: `.tmp/screenshots/${at}.png`, fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) problems.push(`${at}: ${wide} px wider than the screen`);
      problems.push(...(await barriersOf(page, rules)).map((problem) => `${at}: ${problem}`));
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  return problems;
}
