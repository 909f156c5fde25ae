import { mkdirSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { ADMIN } from "@/testing/gateway-admin";
import { faultsOf } from "./answered";
import { PAGES, type Places, type Role, type Visit } from "./every-page";
import { signInLocally } from "./people";
import { twoAtATime } from "./two-at-a-time";
import { barriersOf, PageWatch, recolour } from "./watch-page";
import { test } from "./world";

const SCREENSHOTS = ".tmp/screenshots";
/** Each size and each colours are loaded once, and every pair of them is seen: the second is put on. */
const DRESSES = [
  { viewport: { width: 1440, height: 900 }, schemes: ["light", "dark"] },
  { viewport: { width: 390, height: 844 }, schemes: ["dark", "light"] },
] as const;
type Dress = (typeof DRESSES)[number];

/** What is no page of its own and looks like one. */
const MORE: Readonly<Record<string, Visit>> = {
  "/editor?session": {
    path: ({ connection, session }) => `/editor?connection=${connection}&session=${session}`,
    for: ["admin"],
  },
  "/integrations/new/slack": { path: () => "/integrations/new/slack", for: ["admin"] },
  "/no-such-page": { path: () => "/no-such-page", for: [] },
};

for (const dress of DRESSES) {
  const { viewport, schemes } = dress;
  const [first, second] = schemes;
  test(`every page is clean and free of barriers, ${viewport.width} wide, ${first} and ${second}`, async ({
    browser,
    world,
    places,
  }) => {
    test.setTimeout(600_000);
    mkdirSync(SCREENSHOTS, { recursive: true });
    const options = { viewport, colorScheme: first, baseURL: world.gateway.url };
    const signedIn = await browser.newContext(options);
    const start = await signedIn.newPage();
    await signInLocally(start, world.gateway.url, ADMIN);
    await start.close();
    const stranger = await browser.newContext(options);
    const all = Object.entries({ ...PAGES, ...MORE });
    const problems = await twoAtATime(all, async ([route, visit]) => {
      const role = visit.for.includes("nobody") ? "nobody" : "admin";
      const page = await (role === "admin" ? signedIn : stranger).newPage();
      const origin = world.gateway.url;
      const seen = { role, route, visit, places, dress, origin } as const;
      const found = await test.step(route, async () => await look(page, seen));
      await page.close();
      return found.map((problem) => `${route} ${viewport.width}: ${problem}`);
    });
    await signedIn.close();
    await stranger.close();
    expect(problems).toEqual([]);
  });
}

interface Look {
  readonly role: Role;
  readonly route: string;
  readonly visit: Visit;
  readonly places: Places;
  readonly dress: Dress;
  readonly origin: string;
}

/** One page in both colours: what it did wrong, as lines. Keeps its pictures. */
async function look(page: Page, seen: Look): Promise<string[]> {
  const { role, route, visit, dress } = seen;
  const watch = await PageWatch.over(page, seen.origin);
  const path = visit.path(seen.places);
  const response = await page.goto(path);
  await watch.settled();
  await expectDrawn(page, seen);
  const asked = { role, visit, path, endedAt: page.url() };
  const problems = response === null ? ["no answer"] : faultsOf(response, asked);
  const [first, second] = dress.schemes;
  problems.push(...(await picture(page, seen, first)), ...(await barriersOf(page)));
  await recolour(page, second);
  problems.push(...(await picture(page, seen, second)), ...(await barriersOf(page, "of colours")));
  return [...problems, ...watch.problems.filter((problem) => !isExpected(route, problem))];
}

/** What comes after the page itself, and would be missing in its picture. */
async function expectDrawn(page: Page, { route, dress }: Look): Promise<void> {
  const isWide = dress.viewport.width > 1000;
  if (route.startsWith("/editor") && isWide) {
    await expect(page.locator(".monaco-editor").first()).toBeVisible();
  }
  if (route === "/editor?session" || route === "/sessions/[id]") {
    await expect(page.getByRole("grid").getByRole("row").nth(2)).toBeVisible();
  }
}

async function picture(page: Page, { route, dress }: Look, scheme: string): Promise<string[]> {
  const name =
    route === "/"
      ? "start"
      : route
          .slice(1)
          .replaceAll(/[^a-z-]+/g, "-")
          .replace(/-$/, "");
  await page.screenshot({ path: `${SCREENSHOTS}/${name}-${dress.viewport.width}-${scheme}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return wide > 0 ? [`${wide} px wider than the screen`] : [];
}

/** A page that does not exist says so by its status, which Chromium prints. */
function isExpected(route: string, problem: string): boolean {
  return route === "/no-such-page" && problem.includes("404");
}
