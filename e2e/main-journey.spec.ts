import { expect, type Page, test } from "@playwright/test";
import { type Gateway, startGateway } from "@/testing/gateway";
import { ADMIN } from "@/testing/gateway-admin";
import { GatewayClient } from "@/testing/gateway-client";
import { startOidcProvider, type TestProvider } from "@/testing/oidc-provider";
import { freePort } from "@/testing/postgres-target";
import { RefusedError } from "@/testing/refused-answer";
import { runState, runStatement, watchRun } from "./editor";
import { PEOPLE, signInByProvider } from "./people";

const DEMO = "demo-shop";
/** Everything of the demo's customers that must never be seen: e-mail, SSN, card, IBAN. */
const ORIGINALS = [
  /[a-z]+\.[a-z]+\d+@(?:mail\.)?example\.(?:com|org|net)/,
  /(?<![\d*-])[1-5]\d\d-\d\d-\d{4}(?!\d)/,
  /(?<!\d)4\d{15}(?!\d)/,
  /(?:DE|AT|CH)\d{2}\d{15,}/,
];

let gateway: Gateway;
let provider: TestProvider;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const port = await freePort();
  provider = await startOidcProvider({ gatewayUrl: `http://localhost:${port}`, people: PEOPLE });
  gateway = await startGateway({ port, demo: true, env: provider.settings });
});
test.afterAll(async () => {
  await gateway?.dispose();
  await provider?.close();
});

test("set up, sign in by OIDC, run, see masked rows stream, cancel, replay as an auditor", async ({
  browser,
}) => {
  test.setTimeout(240_000);

  await test.step("the first admin comes by the one-time link", async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(gateway.setupLink ?? "");
    await page.getByLabel("Name").fill(ADMIN.name);
    await page.getByLabel("E-mail").fill(ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Create the admin and sign in" }).click();
    await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
    await expect(page.getByRole("link", { name: DEMO })).toBeVisible();
    await page.goto(gateway.setupLink ?? "");
    await expect(page.getByRole("heading", { name: "Gatehouse is set up" })).toBeVisible();
    await page.context().close();
  });

  const sam = await signInByProvider(browser, gateway.url, "sam");
  let streamed = "";

  await test.step("a member of support sees masked rows stream", async () => {
    await sam.getByRole("link", { name: "Open editor" }).first().click();
    await expect(sam.getByLabel("Connection", { exact: true })).toHaveValue(DEMO);
    await runStatement(sam, "SELECT * FROM customers");
    const glimpses = await watchRun(sam, 120_000);
    const counts = new Set(glimpses.filter((one) => one.running).map((one) => one.rows));
    expect(counts.size, "the number of rows grew while the query ran").toBeGreaterThan(2);
    await expect(runState(sam)).toContainText(/done/i);
    const results = sam.getByRole("region", { name: "Results" });
    await expect(results).toContainText("1,000,000 rows");
    await expectMaskedGrid(sam);
    const link = results.getByRole("link", { name: "Session", exact: true });
    streamed = (await link.getAttribute("href")) ?? "";
  });

  await test.step("an error comes with its place", async () => {
    await runStatement(sam, "SELECT nonsense FROM customers");
    await expect(runState(sam)).toContainText(/failed/i);
    await expect(sam.getByRole("region", { name: "Results" })).toContainText("nonsense");
  });

  await test.step("cancel stops the query in the database", async () => {
    await runStatement(sam, "SELECT pg_sleep(120), 'long one'");
    await expect(runState(sam)).toContainText(/running/i);
    await sam.getByRole("button", { name: "Cancel" }).click();
    await expect(runState(sam)).toContainText(/cancelled/i, { timeout: 10_000 });
    await runStatement(
      sam,
      "SELECT 'still ' || count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%long' || ' one%' AND pid <> pg_backend_pid()",
    );
    await expect(sam.getByRole("grid")).toContainText("still 0");
  });

  await test.step("an auditor replays the session and can run nothing", async () => {
    const olga = await signInByProvider(browser, gateway.url, "olga");
    await olga.goto("/sessions");
    await expect(olga.getByRole("table")).toContainText("Sam Support");
    await olga.goto(streamed);
    await expect(olga.getByText("SELECT * FROM customers").first()).toBeVisible();
    await expect(olga.getByText("Sam Support").first()).toBeVisible();
    await expectMaskedGrid(olga);
    const client = await clientOf(olga);
    const refused = await refusalOf(() =>
      client.run(DEMO, "SELECT 1", { record: () => undefined }),
    );
    expect(refused).toMatch(/^ACCESS\./);
    client.close();
    await olga.context().close();
  });

  await test.step("for a member of another group the connection does not exist", async () => {
    const dan = await signInByProvider(browser, gateway.url, "dan");
    await expectNoTrace(dan, streamed);
    await dan.context().close();
  });
  await sam.context().close();
});

async function expectMaskedGrid(page: Page): Promise<void> {
  const grid = page.getByRole("grid").first();
  await expect(grid.getByRole("row").nth(3)).toBeVisible();
  const text = await grid.innerText();
  expect(text).toMatch(/\[EMAIL\]/);
  for (const original of ORIGINALS) expect(text).not.toMatch(original);
}

async function clientOf(page: Page): Promise<GatewayClient> {
  return await GatewayClient.withCookies(gateway.url, await page.context().cookies(gateway.url));
}

async function refusalOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask();
    return "not refused";
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return `${error.refusal.code} ${error.refusal.because}`;
  }
}

/** List, page, editor, API and stream: each answers as for a name that nobody ever used. */
async function expectNoTrace(page: Page, sessionPath: string): Promise<void> {
  const absent = "no-such-thing";
  await page.goto("/connections");
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
  await expect(page.getByText(DEMO)).toHaveCount(0);
  const texts: string[] = [];
  for (const name of [DEMO, absent]) {
    await page.goto(`/connections/${name}`);
    texts.push((await page.getByRole("main").innerText()).replaceAll(name, "NAME"));
    await page.goto(`/editor?connection=${name}`);
    texts.push((await page.getByRole("main").innerText()).replaceAll(name, "NAME"));
  }
  expect(texts.slice(0, 2)).toEqual(texts.slice(2));
  const client = await clientOf(page);
  for (const ask of [
    (name: string) => client.query("connections.get", { name }),
    (name: string) => client.mutate("sessions.submit", { connection: name, statement: "SELECT 1" }),
    (name: string) => client.run(name, "SELECT 1", { record: () => undefined }),
  ]) {
    const real = await refusalOf(() => ask(DEMO));
    expect(real).toMatch(/^ACCESS\.NOT_FOUND/);
    expect(real.replaceAll(DEMO, "NAME")).toBe(
      (await refusalOf(() => ask(absent))).replaceAll(absent, "NAME"),
    );
  }
  const id = sessionPath.split("/").at(-1) ?? "";
  expect(await refusalOf(() => client.query("sessions.get", { id }))).toMatch(/^ACCESS\.NOT_FOUND/);
  const follow = () => client.follow(id, 0, { record: () => undefined });
  expect(await refusalOf(follow)).toMatch(/^ACCESS\.NOT_FOUND/);
  client.close();
}
