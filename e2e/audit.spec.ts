import { readFileSync } from "node:fs";
import { type Download, expect } from "@playwright/test";
import { PEOPLE, signInByProvider } from "./people";
import { test } from "./world";

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), "utf8");
}

test("an auditor filters the trail, opens an event, verifies the chain and takes it along", async ({
  browser,
  world,
}) => {
  const { url } = world.gateway;
  const page = await signInByProvider(browser, url, "olga");

  await test.step("the place is in the navigation and lists what happened, newest first", async () => {
    await page.getByRole("link", { name: "Audit trail" }).first().click();
    await expect(page.getByRole("heading", { name: "Audit trail" })).toBeVisible();
    const first = page.getByRole("table", { name: "Audit events" }).getByRole("row").nth(1);
    await expect(first).toContainText("signIn.begun");
    await expect(first).toContainText(PEOPLE.olga.email ?? "");
  });

  await test.step("everything is sealed within moments", async () => {
    await expect(
      page.getByText("Not sealed yet", { exact: true }).locator("visible=true"),
    ).toHaveCount(0);
  });

  await test.step("the filter is in the address", async () => {
    await page.getByLabel("Event", { exact: true }).selectOption("connection.created");
    await expect(page).toHaveURL(/event=connection\.created/);
    await page.getByLabel("Words of the subject").fill("orders");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page).toHaveURL(/subject=orders/);
    await expect(page.getByRole("row")).toHaveCount(2);
  });

  await test.step("an export holds what the list shows", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export CSV" }).click(),
    ]);
    const lines = (await textOf(download)).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`"connection.created","${world.connection}"`);
  });

  await test.step("an event shows what changed, and no secret", async () => {
    await page.getByRole("link", { name: "connection.created" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(world.connection);
    const changes = page.getByRole("table");
    await expect(changes).toContainText("settings.host");
    await expect(changes).not.toContainText("password:");
    await expect(page.getByText(/at position \d+/)).toBeVisible();
  });

  await test.step("verifying says that the trail holds, and is an event itself", async () => {
    await page.goto("/audit");
    await page.getByRole("button", { name: "Verify the trail" }).click();
    await expect(page.getByText("The trail holds.")).toBeVisible();
    await expect(page.getByRole("link", { name: "audit.verified" }).first()).toBeVisible();
    await expect(page.getByRole("link", { name: "audit.exported" }).first()).toBeVisible();
  });
  await page.context().close();
});

test("a member finds no trail, and the attempt is in it", async ({ browser, world }) => {
  const page = await signInByProvider(browser, world.gateway.url, "sam");
  await expect(page.getByRole("link", { name: "Audit trail" })).toHaveCount(0);
  await page.goto("/audit");
  await expect(page.getByRole("heading", { name: "Audit trail" })).toHaveCount(0);
  expect((await page.request.get("/download/audit.csv")).status()).toBe(403);
  await page.context().close();
  const { rows } = await world.admin.query<{ rows: { event: string; subject: string }[] }>(
    "audit.list",
    { event: "access.refused" },
  );
  expect(rows.map((row) => row.subject)).toEqual(
    expect.arrayContaining(["audit export", "audit.list"]),
  );
});
