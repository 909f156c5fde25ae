import { expect, type Page } from "@playwright/test";
import { ADMIN } from "@/testing/gateway-admin";
import { runState, runStatement } from "./editor";
import { signInLocally } from "./people";
import { test, type World } from "./world";

test.beforeEach(async ({ page, world }) => {
  await signInLocally(page, world.gateway.url, ADMIN);
});

async function fillTarget(page: Page, { target, gateway }: World, name: string): Promise<void> {
  await page.goto(`${gateway.url}/connections/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Host").fill(target.host);
  await page.getByLabel("Port").fill(String(target.port));
  await page.getByLabel("Database").fill("postgres");
  await page.getByLabel("Username").fill(target.superuser);
  await page.getByLabel("TLS").selectOption({ index: 2 });
}

test("an admin adds another PostgreSQL connection and uses it", async ({ page, world }) => {
  await fillTarget(page, world, "billing-db");
  const test = page.getByRole("button", { name: "Test connection" });

  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await test.click();
  await expect(
    page
      .getByText("TARGET.SIGNIN")
      .or(page.getByText(/username and password/i))
      .first(),
  ).toBeVisible();

  await page.getByLabel("Password", { exact: true }).fill(world.target.password);
  await test.click();
  await expect(page.getByText(/It works:/)).toContainText("15.");

  await page.getByRole("button", { name: "Create connection" }).click();
  await expect(page.getByRole("heading", { name: "billing-db", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Open editor" }).click();
  await runStatement(page, "SELECT count(*) FROM customers");
  await expect(runState(page)).toContainText(/done/i);
  await expect(page.getByRole("grid")).toContainText("20000");
});

test("a stored password never comes back and is never sent to another host", async ({
  page,
  world,
}) => {
  await page.goto(`${world.gateway.url}/connections/${world.connection}/edit`);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  expect(await page.content()).not.toContain(world.target.password);
  await page.getByLabel("Host").fill("127.0.0.2");
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText(/^Type it again/)).toBeVisible();
  const settings = { host: "127.0.0.2", port: world.target.port, database: "postgres" };
  const login = { username: world.target.superuser, tls: "disable", tlsAuthority: "" };
  const { rows } = await world.admin.query<{ rows: { id: string }[] }>("agents.list");
  const asked = world.admin.mutate("connections.test", {
    ...{ name: world.connection, kind: "postgres", settings: { ...settings, ...login } },
    ...{ password: null, agentId: rows[0]?.id },
  });
  await expect(asked).rejects.toThrow(/INPUT\.INVALID/);
});

test("a deleted connection is gone for everyone, its sessions stay", async ({ page, world }) => {
  await fillTarget(page, world, "short-lived");
  await page.getByLabel("Password", { exact: true }).fill(world.target.password);
  await page.getByRole("button", { name: "Create connection" }).click();
  await page.getByRole("link", { name: "Open editor" }).click();
  await runStatement(page, "SELECT 'kept for later'");
  await expect(runState(page)).toContainText(/done/i);
  await page.goto(`${world.gateway.url}/connections/short-lived`);
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByRole("textbox").fill("short-lived");
  await dialog.getByRole("button", { name: "Delete the connection" }).click();
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
  await expect(page.getByRole("link", { name: "short-lived" })).toHaveCount(0);
  await page.goto(`${world.gateway.url}/sessions`);
  await expect(page.getByRole("table")).toContainText("kept for later");
});

test("leaving a changed form without saving asks, and then saves nothing", async ({
  page,
  world,
}) => {
  const before = await world.admin.query<{ version: number }>("connections.get", {
    name: world.connection,
  });
  await page.goto(`${world.gateway.url}/connections/${world.connection}/edit`);
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Description").fill("not to be kept");
  await page.getByRole("link", { name: "Sessions" }).first().click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const after = await world.admin.query<{ version: number; description: string }>(
    "connections.get",
    { name: world.connection },
  );
  expect(after).toMatchObject({ version: before.version });
  expect(after.description).not.toBe("not to be kept");
});
