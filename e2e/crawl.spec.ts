import { readdirSync } from "node:fs";
import type { APIResponse, Browser, BrowserContext, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { ADMIN } from "@/testing/gateway-admin";
import { faultsOf } from "./answered";
import { PAGES, ROLES, type Role, type Visit } from "./every-page";
import { signInByProvider, signInLocally } from "./people";
import { twoAtATime } from "./two-at-a-time";
import { barriersOf, PageWatch } from "./watch-page";
import { test, type World } from "./world";

const NOT_FOUND = /<title>Not found · Gatehouse<\/title>/;
const visitors = new Map<Role, BrowserContext>();

test.beforeAll(async ({ browser, world, places }) => {
  expect(places.connection).toMatch(/\w/);
  for (const role of ROLES) visitors.set(role, await contextOf(browser, world, role));
});

test.afterAll(async () => {
  for (const context of visitors.values()) await context.close();
});

function routesOf(files: readonly string[]): string[] {
  return files
    .map((file) =>
      file
        .replace(/^app/, "")
        .replaceAll(/\/\([^)]+\)/g, "")
        .replace(/\/page\.tsx$/, ""),
    )
    .map((route) => (route === "" ? "/" : route))
    .sort();
}

test("every page of the file system is visited, and a new one is missed", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `app/${file}`);
  expect(routesOf(files)).toEqual(Object.keys(PAGES).sort());
  const planted = routesOf([...files, "app/(gateway)/planted/[id]/page.tsx"]);
  expect(planted).not.toEqual(Object.keys(PAGES).sort());
});

interface Call {
  readonly role: Role;
  readonly route: string;
  readonly visit: Visit;
}

const CALLS: readonly Call[] = ROLES.flatMap((role) =>
  Object.entries(PAGES).map(([route, visit]) => ({ role, route, visit })),
);

test("every page, asked for as each role, is there only for whom it is", async ({ places }) => {
  expect(CALLS).toHaveLength(ROLES.length * Object.keys(PAGES).length);
  const problems = await twoAtATime(CALLS, async ({ role, route, visit }) => {
    const path = visit.path(places);
    const answer = await visitorOf(role).request.get(path, { headers: { accept: "text/html" } });
    const asked = { role, visit, path, endedAt: answer.url() };
    const found = [...faultsOf(answer, asked), ...(await untitled(answer))];
    return found.map((problem) => `${role} ${route}: ${problem}`);
  });
  expect(problems).toEqual([]);
});

test("the icon that a browser asks for by itself is there, for whoever asks", async ({ world }) => {
  const answer = await fetch(`${world.gateway.url}/favicon.ico`, { redirect: "manual" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("image/svg+xml");
});

/** Absent by its status and by what it says, or by neither. */
async function untitled(answer: APIResponse): Promise<string[]> {
  const saysAbsent = NOT_FOUND.test(await answer.text());
  if (saysAbsent === (answer.status() === 404)) return [];
  return [`${answer.status()}, and ${saysAbsent ? "says" : "does not say"} that it is not there`];
}

/** What a role may see, and the first page that it may not. The admin's are those of `pages.spec.ts`. */
function worthLooking({ role, route, visit }: Call): boolean {
  if (role === "admin") return false;
  const firstAbsent = Object.entries(PAGES).find(([, { for: given }]) => !given.includes(role));
  return visit.for.includes(role) || firstAbsent?.[0] === route;
}

test("every page, as each role but the admin that may see it, is clean in Chromium", async ({
  world,
  places,
}) => {
  test.setTimeout(600_000);
  const calls = CALLS.filter(worthLooking);
  const absent = calls.filter(({ role, visit }) => !visit.for.includes(role));
  expect(absent.map(({ role }) => role)).toEqual(ROLES.filter((role) => role !== "admin"));
  const origin = world.gateway.url;
  const problems = await twoAtATime(calls, async (call) => {
    const { role, route, visit } = call;
    const what = `${role} ${route}`;
    const page = await visitorOf(role).newPage();
    const found = await test.step(
      what,
      async () => await look(page, { ...call, path: visit.path(places), origin }),
    );
    await page.close();
    return found.map((problem) => `${what}: ${problem}`);
  });
  expect(problems).toEqual([]);
});

async function look(
  page: Page,
  seen: Call & { readonly path: string; readonly origin: string },
): Promise<string[]> {
  const watch = await PageWatch.over(page, seen.origin);
  const response = await page.goto(seen.path);
  await watch.settled();
  if (response === null) return ["no answer"];
  const barriers = await barriersOf(page);
  const isAbsent = response.status() === 404;
  const isSaid = (await page.getByText("There is nothing here").count()) > 0;
  return [
    ...faultsOf(response, { ...seen, endedAt: page.url() }),
    ...(isSaid === isAbsent ? [] : [`${response.status()}, and the page says otherwise`]),
    // A page that is not there says so by its status, which Chromium prints.
    ...watch.problems.filter((problem) => !(isAbsent && problem.includes("404"))),
    ...barriers,
  ];
}

function visitorOf(role: Role): BrowserContext {
  const context = visitors.get(role);
  if (context === undefined) throw new Error(`nobody came as ${role}`);
  return context;
}

async function contextOf(
  browser: Browser,
  { gateway: { url } }: World,
  role: Role,
): Promise<BrowserContext> {
  const names = { member: "sam", auditor: "olga", approver: "anna" } as const;
  if (role === "nobody") return await browser.newContext({ baseURL: url });
  if (role === "forger") return await contextOfForger(browser, url);
  if (role !== "admin") return (await signInByProvider(browser, url, names[role])).context();
  const context = await browser.newContext({ baseURL: url });
  await signInLocally(await context.newPage(), url, ADMIN);
  return context;
}

async function contextOfForger(browser: Browser, url: string): Promise<BrowserContext> {
  const extraHTTPHeaders = { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" };
  const context = await browser.newContext({ baseURL: url, extraHTTPHeaders });
  await context.addCookies([{ name: "gatehouse.sign-in", value: "made-up", url }]);
  return context;
}
