import { expect } from "@playwright/test";
import { ADMIN } from "@/testing/gateway-admin";
import { runState, runStatement } from "./editor";
import { guarded, hold, results } from "./held";
import { problemsOf } from "./look-at";
import { signInLocally } from "./people";
import { pick } from "./pick";
import { test } from "./world";

const COMPARING = "SELECT id FROM customers WHERE name LIKE 'A%'";

test("comparisons of a masked column are counted to a number a day, or approved first", async ({
  browser,
  page,
  world,
}) => {
  const { url } = world.gateway;
  const rule = { name: "compared", commands: "guardrail" } as const;
  const { connection, sam, cleo } = await guarded(browser, world, rule);
  await signInLocally(page, url, ADMIN);

  await test.step("an admin lets each person compare once a day", async () => {
    await page.goto(`${url}/masking/new`);
    await page.getByLabel("Name", { exact: true }).fill("Compared names");
    await pick(page, "Connections optional", connection);
    await page.getByRole("button", { name: "Add a column" }).click();
    const column = page.getByRole("group", { name: "Column 1" });
    await column.getByLabel("Table", { exact: true }).fill("customers");
    await column.getByLabel("Column", { exact: true }).fill("name");
    await page.getByLabel("Comparisons of them").selectOption("Counted");
    const number = page.getByLabel("Commands of one person a day");
    await number.fill("0");
    await page.getByRole("button", { name: "Create masking rule" }).click();
    await expect(page.getByText("A number from 1 to 1000.")).toBeVisible();
    expect(await problemsOf(page, "comparisons-form")).toEqual([]);
    await number.fill("1");
    await page.getByRole("button", { name: "Create masking rule" }).click();
    await expect(page.getByText("Counted: 1 command of each person a day")).toBeVisible();
    await expect(page.getByText("Nobody yet.")).toBeVisible();
  });

  await test.step("the first goes through, the second is refused until midnight", async () => {
    await sam.goto(`${url}/editor?connection=${connection}`);
    await runStatement(sam, COMPARING);
    await expect(runState(sam)).toHaveText(/done/i);
    await runStatement(sam, `${COMPARING} ORDER BY name`);
    await expect(runState(sam)).toHaveText(/blocked/i);
    await expect(sam.getByText("MASKING.SPENT").first()).toBeVisible();
    await expect(sam.getByText("00:00 UTC").first()).toBeVisible();
    await page.reload();
    await expect(page.getByText("1 command", { exact: true })).toBeVisible();
    expect(await problemsOf(page, "comparisons-of-today")).toEqual([]);
  });

  await test.step("the same rule wants them approved", async () => {
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Comparisons of them").selectOption("Approved first");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("has comparisons of them approved")).toBeVisible();
    const href = await hold(sam, connection, COMPARING);
    await cleo.goto(href);
    const reason = "Compares masked column public.customers.name (masking rule “Compared names”).";
    await expect(cleo.getByText(reason)).toBeVisible();
    expect(await problemsOf(cleo, "comparisons-request")).toEqual([]);
    await cleo.setViewportSize({ width: 1440, height: 900 });
    await cleo.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(runState(sam)).toHaveText(/done/i);
    await expect(results(sam)).not.toContainText("HELD");
  });

  await test.step("its session says what it compared", async () => {
    await sam.getByRole("link", { name: "Session", exact: true }).click();
    const title = sam.getByRole("heading", { name: "Compared columns", exact: true });
    const report = sam.locator("section").filter({ has: title });
    await expect(report).toContainText("public.customers.name");
    await expect(report).toContainText("Approved first");
    expect(await problemsOf(sam, "session-compared")).toEqual([]);
  });
});
