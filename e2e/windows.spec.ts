import { expect, type Page } from "@playwright/test";
import { runState, runStatement } from "./editor";
import { guarded, results } from "./held";
import { expectStopAt, holdQuery } from "./long-query";
import { test } from "./world";

/** Asks for a window on it, as from the editor that was refused; leaves the page of the request open. */
async function askForWindow(page: Page, connection: string): Promise<void> {
  await page.goto(`/editor?connection=${connection}`);
  await runStatement(page, "SELECT 1");
  await results(page).getByRole("button", { name: "Ask for a window" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Look at orders");
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText("PENDING", { exact: true })).toBeVisible();
}

test("a window is asked for, its time stands on every page, and giving it back closes it", async ({
  browser,
  world,
}) => {
  const rule = { name: "windowed", kind: "jit", durationSecondsMax: 1_800 } as const;
  const { connection, sam, cleo } = await guarded(browser, world, rule);
  await sam.goto(`/editor?connection=${connection}`);
  await runStatement(sam, "SELECT 1");
  await results(sam).getByRole("button", { name: "Ask for a window" }).click();
  const dialog = sam.getByRole("dialog");
  await expect(dialog).toContainText("At most 30 m");
  await expect(dialog.getByLabel("Act now")).toHaveCount(0);
  await dialog.getByLabel("Reason").fill("Look at orders");
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(sam.getByText("PENDING", { exact: true })).toBeVisible();

  await cleo.goto(new URL(sam.url()).pathname);
  await cleo.getByRole("button", { name: "Approve", exact: true }).click();
  const pill = sam.getByRole("link", { name: `Window on ${connection}` }).first();
  await expect(pill).toContainText(/(29|30):\d\d/);
  await sam.getByRole("button", { name: "Give back" }).click();
  await expect(sam.getByText("CANCELLED", { exact: true })).toBeVisible();
  await expect(pill).toHaveCount(0);
});

test("a window is opened at once by who may, and says so", async ({ browser, world }) => {
  const rule = { name: "pane", kind: "jit", breakGlassGroups: ["support"] } as const;
  const { connection, sam } = await guarded(browser, world, rule);
  await sam.goto(`/editor?connection=${connection}`);
  await runStatement(sam, "SELECT 1");
  await results(sam).getByRole("button", { name: "Ask for a window" }).click();
  const dialog = sam.getByRole("dialog");
  await dialog.getByLabel("Act now").check();
  await dialog.getByLabel("Reason").fill("The shop is down");
  await dialog.getByRole("button", { name: "Break the glass" }).click();
  await expect(sam.getByText("APPROVED", { exact: true })).toBeVisible();
  await expect(sam.getByText("FORCED", { exact: true })).toBeVisible();
});

test("a window that is revoked cuts the query that runs in it, and opens nothing any more", async ({
  browser,
  world,
}) => {
  const rule = { name: "cut", kind: "jit" } as const;
  const { connection, sam, cleo } = await guarded(browser, world, rule);
  await askForWindow(sam, connection);
  await cleo.goto(new URL(sam.url()).pathname);
  await cleo.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(sam.getByText("APPROVED", { exact: true })).toBeVisible();
  await holdQuery(sam, world, connection);

  await cleo.getByRole("button", { name: "Revoke", exact: true }).click();
  const dialog = cleo.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Enough was seen");
  const press = () => dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expectStopAt(press, world, connection);
  await expect(results(sam)).toContainText(`The window on ${connection} is closed.`);
  await expect(runState(sam)).not.toContainText(/running/i);
  await expect(cleo.getByText("REVOKED", { exact: true })).toBeVisible();
  await runStatement(sam, "SELECT 2");
  await expect(results(sam)).toContainText("a window on");
});
