import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Everything that a page must not do while it is looked at. */
export class PageWatch {
  readonly problems: string[] = [];

  private constructor(page: Page, origin: string) {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        this.problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.problems.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      const isOwn = url.host === new URL(origin).host || ["data:", "blob:"].includes(url.protocol);
      if (!isOwn) this.problems.push(`foreign request: ${url.href}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 500) this.problems.push(`${response.status()}: ${response.url()}`);
    });
  }

  /** Watches a page from before its first document on. */
  static async over(page: Page, origin: string): Promise<PageWatch> {
    const watch = new PageWatch(page, origin);
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    return watch;
  }
}

/** Barriers that keep somebody out, as lines. */
export async function barriersOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.map(({ id, nodes }) => {
    const places = nodes.map((node) => node.target.join(" ")).slice(0, 3);
    return `axe ${id}: ${places.join(" | ")}`;
  });
}
