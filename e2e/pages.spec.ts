import { mkdirSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { ADMIN } from "@/testing/gateway-admin";
import type { GatewayClient } from "@/testing/gateway-client";
import { runState, runStatement } from "./editor";
import { signInLocally } from "./people";
import { barriersOf, PageWatch } from "./watch-page";
import { test } from "./world";

const SCREENSHOTS = ".tmp/screenshots";
const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ["light", "dark"] as const;

test("every page is clean at both sizes, light and dark, and free of barriers", async ({
  browser,
  world,
}) => {
  test.setTimeout(900_000);
  mkdirSync(SCREENSHOTS, { recursive: true });
  const { url } = world.gateway;
  const start = await (await browser.newContext()).newPage();
  await signInLocally(start, url, ADMIN);
  await start.goto(`${url}/editor?connection=${world.connection}`);
  await runStatement(start, "SELECT * FROM customers LIMIT 500");
  await expect(runState(start)).toContainText(/done/i);
  const link = start
    .getByRole("region", { name: "Results" })
    .getByRole("link", { name: "Session", exact: true });
  const session = (await link.getAttribute("href")) ?? "";
  const state = await start.context().storageState();
  await start.context().close();

  const pages: Readonly<Record<string, string>> = {
    connections: "/connections",
    "connection-new": "/connections/new",
    connection: `/connections/${world.connection}`,
    "connection-edit": `/connections/${world.connection}/edit`,
    "connection-additional": `/connections/${world.connection}/additional`,
    "access-rules": "/access-rules",
    "access-rule-new": "/access-rules/new",
    editor: `/editor?connection=${world.connection}`,
    "editor-result": `/editor?connection=${world.connection}&session=${session.split("/").at(-1)}`,
    sessions: "/sessions",
    session,
    agents: "/agents",
    audit: "/audit",
    "audit-event": "/audit/1",
    account: "/account",
    "api-keys": "/api-keys",
    integrations: "/integrations",
    "integration-new": "/integrations/new?kind=webhook",
    "integration-new-slack": "/integrations/new?kind=slack",
    settings: "/settings",
    "settings-sign-in": "/settings/sign-in",
    users: "/users",
    user: `/users/${await idOf(world.admin, "users.list", ADMIN.email)}`,
    groups: "/groups",
    group: `/groups/${await idOf(world.admin, "groups.list", "admin")}`,
    "not-found": "/no-such-page",
  };
  const problems: string[] = [];
  for (const viewport of VIEWPORTS) {
    for (const colorScheme of SCHEMES) {
      const options = { viewport, colorScheme, baseURL: url };
      const signedIn = await browser.newContext({ ...options, storageState: state });
      const stranger = await browser.newContext(options);
      const at = `${viewport.width}-${colorScheme}`;
      for (const [name, path] of Object.entries(pages)) {
        problems.push(...(await look(await signedIn.newPage(), { name, path, at, url })));
      }
      problems.push(
        ...(await look(await stranger.newPage(), { name: "sign-in", path: "/sign-in", at, url })),
      );
      problems.push(
        ...(await look(await stranger.newPage(), {
          name: "setup",
          path: "/setup?token=x",
          at,
          url,
        })),
      );
      problems.push(
        ...(await look(await stranger.newPage(), {
          ...{ name: "invite", path: "/invite?token=x", at, url },
        })),
      );
      await signedIn.close();
      await stranger.close();
    }
  }
  expect(problems).toEqual([]);
});

async function idOf(admin: GatewayClient, list: string, text: string): Promise<string> {
  const { rows } = await admin.query<{ rows: { id: string }[] }>(list, { text });
  return rows[0]?.id ?? "";
}

interface Look {
  readonly name: string;
  readonly path: string;
  readonly at: string;
  readonly url: string;
}

/** One page in one dress: what it did wrong, as lines. Keeps its picture. */
async function look(page: Page, { name, path, at, url }: Look): Promise<string[]> {
  const watch = await PageWatch.over(page, url);
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  if (name.startsWith("editor") && !at.startsWith("390")) {
    await expect(page.locator(".monaco-editor").first()).toBeVisible();
  }
  if (name === "editor-result" || name === "session") {
    await expect(page.getByRole("grid").getByRole("row").nth(2)).toBeVisible();
  }
  await page.screenshot({ path: `${SCREENSHOTS}/${name}-${at}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const barriers = await barriersOf(page);
  await page.close();
  return [
    ...watch.problems.filter((problem) => !isExpected(name, problem)),
    ...(wide > 0 ? [`${wide} px wider than the screen`] : []),
    ...barriers,
  ].map((problem) => `${name} ${at}: ${problem}`);
}

/** A page that does not exist says so by its status, which Chromium prints. */
function isExpected(name: string, problem: string): boolean {
  return name === "not-found" && problem.includes("404");
}
