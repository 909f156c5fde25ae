import { expect, type Page, test } from "@playwright/test";
import { type Gateway, startGateway } from "@/testing/gateway";
import { ADMIN, setUpAdmin } from "@/testing/gateway-admin";
import { startWebhookReceiver, status, type WebhookReceiver } from "@/testing/webhook-receiver";
import { problemsOf } from "./look-at";
import { signInLocally } from "./people";
import { pick } from "./pick";
import { PageWatch } from "./watch-page";

let gateway: Gateway;
let receiver: WebhookReceiver;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  gateway = await startGateway();
  (await setUpAdmin(gateway)).close();
  receiver = await startWebhookReceiver();
});
test.afterAll(async () => {
  await receiver?.close();
  await gateway?.dispose();
});

async function deleteIt(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete the integration" }).click();
}

/** A rule whose requests are told through this integration; answers the address of its page. */
async function ruleThatTells(page: Page, integration: string): Promise<string> {
  await page.goto(`${gateway.url}/access-rules/new`);
  await page.getByLabel("Name", { exact: true }).fill("Told of writes");
  await pick(page, "Groups that can approve", "admin");
  const tags = page.getByRole("textbox", { name: "Tags" });
  await tags.fill("env=prod");
  await tags.press("Enter");
  await pick(page, "Told through optional", integration);
  expect(await problemsOf(page, "rule-told-through")).toEqual([]);
  await page.getByRole("button", { name: "Create rule" }).click();
  await expect(page.getByRole("definition").filter({ hasText: integration })).toBeVisible();
  return page.url();
}

test("an admin sets up a webhook, keeps its secret, tries it, and reads what was answered", async ({
  page,
}) => {
  const watch = await PageWatch.over(page, gateway.url);
  await signInLocally(page, gateway.url, ADMIN);
  const problems: string[] = [];
  await page.getByRole("link", { name: "Integrations" }).first().click();
  await expect(page.getByRole("heading", { name: "Integrations" })).toBeVisible();
  problems.push(...(await problemsOf(page, "integrations")));

  await page.getByRole("link", { name: "Add Webhook" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("tickets");
  await page.getByLabel("Address").fill(receiver.url);
  await page.getByRole("button", { name: "Create integration" }).click();
  await expect(page.getByText("must begin with https://").first()).toBeVisible();
  problems.push(...(await problemsOf(page, "integration-refused")));
  await page.getByLabel("It may be in our own network").check();
  await page.getByRole("button", { name: "Create integration" }).click();
  await expect(page.getByText(/whsec_/)).toBeVisible();
  const secret = (await page.getByText(/^whsec_/).textContent()) ?? "";
  await page.getByRole("button", { name: "I have kept the secret" }).click();

  await expect(page.getByRole("heading", { name: "tickets" })).toBeVisible();
  receiver.answers.push(status(500, {}, "not today"));
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText("The receiver answered 500. not today")).toBeVisible();
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText(/^Told after/)).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  problems.push(...(await problemsOf(page, "integration")));

  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("On", { exact: true }).uncheck();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Off", { exact: true })).toBeVisible();
  const integration = page.url();
  const rule = await ruleThatTells(page, "tickets");
  await page.goto(integration);
  await deleteIt(page);
  await expect(page.getByText("Access rules name it: Told of writes.")).toBeVisible();
  await page.goto(rule);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Told of writes");
  await page.getByRole("button", { name: "Delete the rule" }).click();
  await expect(page.getByText("There is no access rule yet.")).toBeVisible();
  await page.goto(integration);
  await deleteIt(page);
  await expect(page.getByText("Not set up.")).toHaveCount(4);
  expect(problems).toEqual([]);
  // What was refused: the form, and the deletion while a rule names it. The browser writes that down by itself.
  expect(watch.problems).toEqual([
    expect.stringContaining("400 (Bad Request)"),
    expect.stringContaining("409 (Conflict)"),
  ]);
});

test("every kind has a form that fits a phone and names its fields", async ({ page }) => {
  await signInLocally(page, gateway.url, ADMIN);
  const problems: string[] = [];
  for (const kind of ["slack", "teams", "webhook", "email"]) {
    await page.goto(`${gateway.url}/integrations/new/${kind}`);
    await expect(page.getByRole("button", { name: "Create integration" })).toBeVisible();
    problems.push(...(await problemsOf(page, `integration-${kind}`)));
  }
  expect(problems).toEqual([]);
});
