import { expect } from "@playwright/test";
import mysql from "mysql2/promise";
import { ADMIN } from "@/testing/gateway-admin";
import { type MariadbTarget, startMariadbTarget } from "@/testing/mariadb-target";
import { runState, runStatement } from "./editor";
import { problemsOf } from "./look-at";
import { signInLocally } from "./people";
import { test } from "./world";

let target: MariadbTarget;
test.beforeAll(async () => {
  target = await startMariadbTarget();
  const { host, port, superuser: user, password } = target;
  const admin = await mysql.createConnection({ host, port, user, password });
  await admin.query("CREATE DATABASE shop");
  await admin.query("CREATE TABLE shop.customers (id INT PRIMARY KEY, email VARCHAR(200))");
  await admin.query("INSERT INTO shop.customers VALUES (1, 'eve@corp.test'), (2, NULL)");
  await admin.end();
});
test.afterAll(async () => {
  await target.stop();
});

test("an admin adds a MariaDB connection, and what it answers is masked, cancelled and replayed", async ({
  page,
  world,
}) => {
  await signInLocally(page, world.gateway.url, ADMIN);
  await page.goto(`${world.gateway.url}/connections/new`);
  await page.getByLabel("Kind").selectOption({ label: "MySQL or MariaDB" });
  await expect(page.getByLabel("Port")).toHaveValue("3306");
  await page.getByLabel("Name", { exact: true }).fill("shop-maria");
  await page.getByLabel("Host").fill(target.host);
  await page.getByLabel("Port").fill(String(target.port));
  await page.getByLabel("Database").fill("shop");
  await page.getByLabel("Username").fill(target.superuser);
  await page.getByLabel("TLS").selectOption({ index: 2 });
  await page.getByLabel("Password", { exact: true }).fill(target.password);
  expect(await problemsOf(page, "connection-mysql")).toEqual([]);
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText(/It works:/)).toContainText("MariaDB");
  await page.getByRole("button", { name: "Create connection" }).click();
  await page.getByRole("link", { name: "Open editor" }).click();
  await expect(page).toHaveURL(/\/editor/);

  await runStatement(page, "SELECT `id`, email AS e FROM customers ORDER BY id");
  await expect(runState(page)).toContainText(/done/i);
  await expect(page.getByRole("grid")).toContainText("[EMAIL]");
  await expect(page.getByRole("grid")).not.toContainText("corp.test");

  const results = page.getByRole("region", { name: "Results" });
  const link = results.getByRole("link", { name: "Session", exact: true });
  const replayed = `${world.gateway.url}${await link.getAttribute("href")}`;

  await runStatement(page, "SELECT SLEEP(60)");
  await expect(runState(page)).toContainText(/running/i);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(runState(page)).toContainText(/cancelled/i);

  await page.goto(replayed);
  await expect(page.getByText("[EMAIL]").first()).toBeVisible();
  await expect(page.locator("main")).not.toContainText("corp.test");
});
