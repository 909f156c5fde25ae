import { expect } from "@playwright/test";
import { ADMIN } from "@/testing/gateway-admin";
import { signInLocally } from "./people";
import { pick } from "./pick";
import { test } from "./world";

test.beforeEach(async ({ page, world }) => {
  await signInLocally(page, world.gateway.url, ADMIN);
});

test("an admin writes a rule, sees what it means while typing, and takes it out of force", async ({
  page,
  world,
}) => {
  const { url } = world.gateway;
  await page.goto(`${url}/access-rules/new`);
  const meaning = page.locator("section", { hasText: "What it means" });
  await expect(meaning.getByRole("status")).toContainText("No group approves.");

  await page.getByRole("button", { name: "Create rule" }).click();
  await expect(page.getByText("What is it called?")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();

  await page.getByLabel("Name", { exact: true }).fill("Writes in orders");
  await pick(page, "Connections", world.connection);
  await page.getByLabel("Commands").selectOption("writes");
  await pick(page, "Groups that can approve", "admin");
  await page.getByLabel("Request timeout", { exact: true }).selectOption("300");
  await expect(meaning).toContainText(
    `Anyone who writes on ${world.connection} needs one member of admin to approve within 5 minutes.`,
  );
  await expect(meaning).toContainText("Ada");
  await expect(meaning).toContainText("Connections today 1");

  await page.getByLabel("How many").selectOption("count");
  await page.getByLabel("Approvals", { exact: true }).fill("9");
  await expect(meaning.getByRole("status")).toContainText("9 approvals are asked for");
  await page.getByRole("button", { name: "Create rule" }).click();
  await expect(page.getByText("RULE.UNSATISFIABLE")).toBeVisible();

  await page.getByLabel("How many").selectOption("each");
  await page.getByRole("button", { name: "Create rule" }).click();
  await expect(page.getByRole("heading", { name: "Writes in orders", exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Access rules" }).first().click();
  const row = page.getByRole("row", { name: /Writes in orders/ });
  await row.getByRole("switch").click();
  await expect(row.getByRole("switch")).toHaveAttribute("aria-checked", "false");
  await page.getByRole("searchbox", { name: "Search access rules" }).fill("no such rule");
  await expect(page.getByText("No rule matches.")).toBeVisible();

  await page.goto(`${url}/groups`);
  await page.getByRole("link", { name: "admin", exact: true }).click();
  await page.getByRole("link", { name: "Writes in orders" }).click();
  await expect(page.getByRole("heading", { name: "Writes in orders", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Writes in orders");
  await page.getByRole("button", { name: "Delete the rule" }).click();
  await expect(page.getByText("There is no access rule yet.")).toBeVisible();
});

test("a connection's own tab switches access requests on, changes them, and off again", async ({
  page,
  world,
}) => {
  await page.goto(`${world.gateway.url}/connections/${world.connection}`);
  await page.getByRole("link", { name: "Additional configuration" }).click();
  const toggle = page.getByRole("switch", { name: "Access requests" });
  await toggle.click();
  await page.getByLabel("What is approved").selectOption("jit");
  await pick(page, "Groups that can approve", "admin");
  await page.getByLabel("Longest window", { exact: true }).selectOption("custom");
  await page.getByLabel("Longest window: number").fill("3");
  await page.getByLabel("Longest window: unit").selectOption("hours");
  const means = `Anyone who runs anything on ${world.connection} needs one member of admin to approve a window of at most 3 hours, within 1 hour of asking.`;
  await expect(page.getByText(means)).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Access requests are on").first()).toBeVisible();

  await page.goto(`${world.gateway.url}/access-rules`);
  await expect(page.getByRole("link", { name: `${world.connection} (own)` })).toBeVisible();

  await page.goto(`${world.gateway.url}/connections/${world.connection}/additional`);
  await expect(toggle).toHaveAttribute("aria-checked", "true");
  await toggle.click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Access requests are off").first()).toBeVisible();
  await page.goto(`${world.gateway.url}/access-rules`);
  await expect(page.getByText("There is no access rule yet.")).toBeVisible();
});
