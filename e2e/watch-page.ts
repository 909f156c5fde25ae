import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, type Request } from "@playwright/test";

/** Everything that a page must not do while it is looked at. */
export class PageWatch {
  readonly problems: string[] = [];
  readonly #page: Page;
  readonly #underWay = new Set<Request>();
  #asked = 0;

  private constructor(page: Page, origin: string) {
    this.#page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        this.problems.push(`console: ${message.text()} ${message.location().url}`.trimEnd());
    });
    page.on("pageerror", (error) => this.problems.push(`error: ${error.message}`));
    page.on("request", (request) => {
      this.#follow(request);
      const url = new URL(request.url());
      const isOwn = url.host === new URL(origin).host || ["data:", "blob:"].includes(url.protocol);
      if (!isOwn) this.problems.push(`foreign request: ${url.href}`);
    });
    page.on("requestfinished", (request) => this.#underWay.delete(request));
    page.on("requestfailed", (request) => this.#underWay.delete(request));
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

  /**
   * Once every control answers, everything asked for has come, and what was put off until the page
   * is idle is done too, with what that asked for.
   */
  async settled(): Promise<void> {
    await this.#page.waitForFunction(isHydrated, undefined, { polling: 50 });
    let asked = -1;
    while (asked < this.#asked) {
      asked = this.#asked;
      const underWay = () => [...this.#underWay].map((request) => request.url());
      await expect.poll(underWay, { intervals: [100] }).toEqual([]);
      await this.#page.evaluate(nextIdle);
      await this.#page.evaluate(twoFrames);
    }
  }

  /** The router fetches some thirty pages ahead, twice each: no part of the page that is looked at. */
  #follow(request: Request): void {
    if (request.headers()["next-router-prefetch"] !== undefined) return;
    this.#underWay.add(request);
    this.#asked += 1;
  }
}

/** React leaves its properties on each element that it has made its own. */
function isHydrated(): boolean {
  const controls = [...document.querySelectorAll("h1, a, button")];
  const ours = controls.filter((control) => control.closest(".monaco-editor") === null);
  return (
    ours.length > 0 &&
    ours.every((control) => Object.keys(control).some((key) => key.startsWith("__reactProps$")))
  );
}

/** As late as what the product puts off: Chromium calls nothing idle while it draws no frames. */
function nextIdle(): Promise<void> {
  return new Promise((done) => requestIdleCallback(() => done(), { timeout: 3_000 }));
}

/** What was changed is drawn. Chromium may draw no frame of a page at rest: time ends the wait too. */
async function twoFrames(): Promise<void> {
  for (const _ of [1, 2]) {
    await new Promise<void>((drawn) => {
      requestAnimationFrame(() => drawn());
      setTimeout(drawn, 500);
    });
  }
}

/** Shows the page in the other colours, as when the system's change while it is open. */
export async function recolour(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate((theme) => {
    // Pages without a choice of theme hear of it only at their next load.
    document.documentElement.dataset["theme"] = theme;
  }, colorScheme);
  await page.evaluate(twoFrames);
  await page.evaluate(untilStill);
}

/** Nothing fades in or out any more: what is half transparent at this moment has no colours to judge. */
export async function standStill(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(untilStill);
}

/** All that moves and will end has ended; without frames it does not, so time ends the wait too. */
async function untilStill(): Promise<void> {
  const moving = document.getAnimations().filter(({ effect, playState }) => {
    const end = effect?.getComputedTiming().endTime;
    return playState === "running" && typeof end === "number" && Number.isFinite(end);
  });
  const late = new Promise((done) => setTimeout(done, 2_000));
  await Promise.race([Promise.allSettled(moving.map(({ finished }) => finished)), late]);
}

/** Barriers that keep somebody out, as lines. No page has a frame, whose insides would want more. */
export async function barriersOf(
  page: Page,
  rules: "all" | "of colours" = "all",
): Promise<string[]> {
  await standStill(page);
  const axe = new AxeBuilder({ page }).setLegacyMode();
  axe.options({
    resultTypes: ["violations"],
    // By name: axe's category of colours holds the rule of level AAA too.
    ...(rules === "of colours" && { runOnly: ["color-contrast", "link-in-text-block"] }),
  });
  const { violations } = await axe.analyze();
  await page.emulateMedia({ reducedMotion: null });
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const frames = page.frames().length > 1 ? ["a frame, whose inside nobody looked at"] : [];
  return [
    ...frames,
    ...grave.map(({ id, nodes }) => {
      const places = nodes.map((node) => node.target.join(" ")).slice(0, 3);
      return `axe ${id}: ${places.join(" | ")}`;
    }),
  ];
}
