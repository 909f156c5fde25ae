import { readdirSync } from "node:fs";
import {
  type Browser,
  type BrowserContext,
  expect,
  type Page,
  type Response,
} from "@playwright/test";
import { ADMIN, addConnection, addRule } from "@/testing/gateway-admin";
import { signInByProvider, signInLocally } from "./people";
import { barriersOf, PageWatch } from "./watch-page";
import { test, type World } from "./world";

/**
 * The roles, and two strangers: one without a cookie, whom the proxy file turns away, and one whom it
 * lets pass, with a made-up cookie and a header of the framework's own: pages must ask for themselves.
 */
const ROLES = ["admin", "member", "auditor", "approver", "nobody", "forger"] as const;
type Role = (typeof ROLES)[number];
const PEOPLE: readonly Role[] = ["admin", "member", "auditor", "approver"];
const EVIDENCE: readonly Role[] = ["admin", "auditor"];
const SEERS: readonly Role[] = ["admin", "member", "auditor"];

/** One page: who gets it. Everybody else is told that there is no such page, or sent to sign in. */
interface Visit {
  readonly path: (world: Crawled) => string;
  readonly for: readonly Role[];
}

interface Crawled {
  readonly connection: string;
  readonly session: string;
  readonly user: string;
  readonly group: string;
  readonly review: string;
  readonly rule: string;
  readonly request: string;
  readonly event: string;
  readonly integration: string;
}

/** Every page there is. A page without a line here fails the first test below. */
const PAGES: Readonly<Record<string, Visit>> = {
  "/": { path: () => "/", for: PEOPLE },
  "/access-control": { path: () => "/access-control", for: EVIDENCE },
  "/access-requests": { path: () => "/access-requests", for: PEOPLE },
  "/access-requests/[id]": { path: ({ request }) => `/access-requests/${request}`, for: EVIDENCE },
  "/access-reviews": { path: () => "/access-reviews", for: EVIDENCE },
  "/access-reviews/[id]": { path: ({ review }) => `/access-reviews/${review}`, for: EVIDENCE },
  "/access-rules": { path: () => "/access-rules", for: EVIDENCE },
  "/access-rules/[id]": { path: ({ rule }) => `/access-rules/${rule}`, for: EVIDENCE },
  "/access-rules/[id]/edit": { path: ({ rule }) => `/access-rules/${rule}/edit`, for: ["admin"] },
  "/access-rules/new": { path: () => "/access-rules/new", for: ["admin"] },
  "/account": { path: () => "/account", for: PEOPLE },
  "/agents": { path: () => "/agents", for: EVIDENCE },
  "/api-keys": { path: () => "/api-keys", for: SEERS },
  "/audit": { path: () => "/audit", for: EVIDENCE },
  "/audit/[id]": { path: ({ event }) => `/audit/${event}`, for: EVIDENCE },
  "/connections": { path: () => "/connections", for: SEERS },
  "/connections/[name]": {
    path: ({ connection }) => `/connections/${connection}`,
    for: SEERS,
  },
  "/connections/[name]/access": {
    path: ({ connection }) => `/connections/${connection}/access`,
    for: EVIDENCE,
  },
  "/connections/[name]/additional": {
    path: ({ connection }) => `/connections/${connection}/additional`,
    for: EVIDENCE,
  },
  "/connections/[name]/edit": {
    path: ({ connection }) => `/connections/${connection}/edit`,
    for: ["admin"],
  },
  "/connections/new": { path: () => "/connections/new", for: ["admin"] },
  "/editor": {
    path: ({ connection }) => `/editor?connection=${connection}`,
    for: ["admin", "member"],
  },
  "/groups": { path: () => "/groups", for: EVIDENCE },
  "/groups/[id]": { path: ({ group }) => `/groups/${group}`, for: EVIDENCE },
  "/integrations": { path: () => "/integrations", for: EVIDENCE },
  "/integrations/[id]": {
    path: ({ integration }) => `/integrations/${integration}`,
    for: EVIDENCE,
  },
  "/integrations/[id]/edit": {
    path: ({ integration }) => `/integrations/${integration}/edit`,
    for: ["admin"],
  },
  "/integrations/new": { path: () => "/integrations/new?kind=webhook", for: ["admin"] },
  "/invite": { path: () => "/invite?token=x", for: ROLES },
  "/link-chat": { path: () => "/link-chat?token=x", for: PEOPLE },
  "/sessions": { path: () => "/sessions", for: SEERS },
  "/sessions/[id]": { path: ({ session }) => `/sessions/${session}`, for: EVIDENCE },
  "/settings": { path: () => "/settings", for: EVIDENCE },
  "/settings/sign-in": { path: () => "/settings/sign-in", for: EVIDENCE },
  "/setup": { path: () => "/setup?token=x", for: ROLES },
  "/sign-in": { path: () => "/sign-in", for: ROLES },
  "/users": { path: () => "/users", for: EVIDENCE },
  "/users/[id]": { path: ({ user }) => `/users/${user}`, for: EVIDENCE },
  "/why": { path: () => "/why", for: SEERS },
};

/** What every document says about itself to the browser. */
const HEADERS: Readonly<Record<string, RegExp>> = {
  "content-security-policy":
    /script-src 'self' 'nonce-[^']+' 'strict-dynamic'.*frame-ancestors 'none'/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^same-origin$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "permissions-policy": /camera=\(\)/,
};

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

test("every page, as each role, is clean, and there only for whom it is", async ({
  browser,
  world,
}) => {
  test.setTimeout(1_200_000);
  const crawled = await prepare(browser, world);
  const problems: string[] = [];
  let visits = 0;
  for (const role of ROLES) {
    const context = await contextOf(browser, world, role);
    for (const [route, visit] of Object.entries(PAGES)) {
      const page = await context.newPage();
      const found = await look(page, world, { role, visit, path: visit.path(crawled) });
      problems.push(...found.map((problem) => `${role} ${route}: ${problem}`));
      await page.close();
      visits += 1;
    }
    await context.close();
  }
  expect(problems).toEqual([]);
  expect(visits).toBe(ROLES.length * Object.keys(PAGES).length);
});

/** A connection that a member may use, a session of the admin's and a key: no list is empty. */
async function prepare(browser: Browser, world: World): Promise<Crawled> {
  const { admin, target, gateway } = world;
  // The provider brings the group with its first person.
  const sam = await signInByProvider(browser, gateway.url, "sam");
  await sam.context().close();
  const connection = "crawled-db";
  await addConnection(admin, { name: connection, target, accessGroups: ["support"] });
  const run = await admin.run(connection, "SELECT 1", { record: () => undefined });
  await run.ended;
  const key = { name: "crawler", scopes: ["sessions:read"], isBound: true };
  await admin.mutate("apiKeys.create", { ...key, addresses: ["10.0.0.0/8"] });
  const integration = await admin.mutate<{ id: string }>("integrations.create", {
    ...{ kind: "webhook", name: "crawled", enabled: true, everyRequest: false },
    settings: {
      ...{ url: "http://127.0.0.1:1/", events: ["request.created"], allowPrivateAddresses: true },
    },
  });
  const first = async (list: string) =>
    (await admin.query<{ rows: readonly { id: string }[] }>(list, {})).rows[0]?.id ?? "none";
  const subject = { kind: "connection", name: connection, periodDays: 30 };
  const request = await aRequest(world, connection);
  const review = await admin.mutate<{ id: string }>("reviews.start", subject);
  const rule = await addRule(admin, { approverGroups: ["admin"], connections: [connection] });
  const [user, group, event] = [
    await first("users.list"),
    await first("groups.list"),
    await first("audit.list"),
  ];
  const made = {
    connection,
    session: run.sessionId,
    review: review.id,
    integration: integration.id,
    rule,
  };
  return { ...made, request, user, group, event };
}

/** A command of the admin's that waits for others. */
async function aRequest({ admin }: World, connection: string): Promise<string> {
  const rule = { name: "crawled", approverGroups: ["admin"], adminsApproveThemselves: false };
  await addRule(admin, { ...rule, connections: [connection] });
  await admin.run(connection, "DELETE FROM customers WHERE id = 1", { record: () => undefined });
  const { rows } = await admin.query<{ rows: { id: string }[] }>("requests.list", {});
  return rows[0]?.id ?? "none";
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

interface Look {
  readonly role: Role;
  readonly path: string;
  readonly visit: Visit;
}

async function look(page: Page, { gateway }: World, seen: Look): Promise<string[]> {
  const watch = await PageWatch.over(page, gateway.url);
  const response = await page.goto(seen.path);
  await page.waitForLoadState("networkidle");
  const answered =
    response === null
      ? ["no answer"]
      : [...headersMissing(response), ...place(page, response, seen)];
  const absent = response?.status() === 404;
  // A page that is not there says so by its status, which Chromium prints.
  const noise = watch.problems.filter((problem) => !(absent && problem.includes("404")));
  // What stands in a page's place is one page, looked at often enough.
  const isGiven = seen.visit.for.includes(seen.role);
  return [...answered, ...noise, ...(isGiven ? await barriersOf(page) : [])];
}

function headersMissing(response: Response): string[] {
  const given = response.headers();
  return Object.entries(HEADERS)
    .filter(([name, wanted]) => !wanted.test(given[name] ?? ""))
    .map(([name]) => `header ${name}: ${given[name] ?? "missing"}`);
}

/** Whether this person got the page, or what everyone else gets in its place. */
function place(page: Page, response: Response, { role, path, visit }: Look): string[] {
  const { pathname } = new URL(page.url());
  const status = response.status();
  const isThere = status === 200 && (path === "/" || pathname === path.split("?", 1)[0]);
  if (visit.for.includes(role)) return isThere ? [] : [`${status} at ${pathname}`];
  if (role === "nobody" || role === "forger")
    return pathname === "/sign-in" ? [] : [`open to strangers: ${pathname}`];
  return status === 404 ? [] : [`open to them: ${status} at ${pathname}`];
}
