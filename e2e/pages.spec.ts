import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { ADMIN } from "@/testing/gateway-admin";
import type { GatewayClient } from "@/testing/gateway-client";
import { runState, runStatement } from "./editor";
import { signInLocally } from "./people";
import { test } from "./world";

const SCREENSHOTS = ".tmp/screenshots";
const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ["light", "dark"] as const;

/** Everything that a page must not do while it is looked at. */
class Watch {
  readonly problems: string[] = [];

  constructor(page: Page, origin: string) {
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
}

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
    editor: `/editor?connection=${world.connection}`,
    "editor-result": `/editor?connection=${world.connection}&session=${session.split("/").at(-1)}`,
    sessions: "/sessions",
    session,
    agents: "/agents",
    audit: "/audit",
    "audit-event": "/audit/1",
    account: "/account",
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
  const watch = new Watch(page, url);
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
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
  const { violations } = await new AxeBuilder({ page }).analyze();
  await page.close();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return [
    ...watch.problems.filter((problem) => !isExpected(name, problem)),
    ...(wide > 0 ? [`${wide} px wider than the screen`] : []),
    ...grave.map(
      ({ id, nodes }) =>
        `axe ${id}: ${nodes
          .map((node) => node.target.join(" "))
          .slice(0, 3)
          .join(" | ")}`,
    ),
  ].map((problem) => `${name} ${at}: ${problem}`);
}

/** A page that does not exist says so by its status, which Chromium prints. */
function isExpected(name: string, problem: string): boolean {
  return name === "not-found" && problem.includes("404");
}
