import { expect, type Page } from "@playwright/test";
import { guarded, hold } from "./held";
import { problemsOf } from "./look-at";
import { test } from "./world";

function effectOn(page: Page) {
  const title = page.getByRole("heading", { name: "What it would do" });
  return page.locator("section").filter({ has: title });
}

test("who decides sees what a command would do, masked, and nothing has changed", async ({
  browser,
  world,
}) => {
  const rule = { name: "seen", previewAllowed: true };
  const { connection, sam, cleo } = await guarded(browser, world, rule);
  const sql = "UPDATE customers SET name = 'Looked at' WHERE id BETWEEN 20 AND 44";
  const href = await hold(sam, connection, sql);
  const mail = world.target.psql("SELECT email FROM customers WHERE id = 20");
  expect(mail).toContain("@");

  await cleo.goto(href);
  const effect = effectOn(cleo);
  await expect(effect).toContainText("always rolled back");
  const preview = effect.getByRole("button", { name: "Preview the effect" });
  await expect(preview).toHaveAttribute("aria-keyshortcuts", "p");
  await cleo.keyboard.press("p");
  await expect(effect).toContainText("Rows affected");
  await expect(effect.getByRole("definition").first()).toHaveText("25");
  await expect(effect).toContainText("the first 20 of them");
  await expect(effect.getByRole("table")).toContainText("Looked at");
  await expect(effect.getByRole("table")).toContainText("[EMAIL]");
  expect(await cleo.content()).not.toContain(mail);
  expect(await problemsOf(cleo, "effect-preview")).toEqual([]);

  const changed = "SELECT count(*) FROM customers WHERE name = 'Looked at'";
  expect(world.target.psql(changed)).toBe("0");
  await cleo.getByRole("button", { name: "Approve", exact: true }).click();
  await expect.poll(() => world.target.psql(changed)).toBe("25");
});

test("what a rollback would not undo is not run for its effect, and says why", async ({
  browser,
  world,
}) => {
  const rule = { name: "unseen", previewAllowed: true };
  const { connection, sam, cleo } = await guarded(browser, world, rule);
  const sql = "UPDATE customers SET name = pg_notify('a', 'b')::text WHERE id = 16";
  await cleo.goto(await hold(sam, connection, sql));
  await cleo.getByRole("button", { name: "Preview the effect" }).click();
  const effect = effectOn(cleo);
  await expect(effect).toContainText("a function that is not known to be undone by a rollback");
  await expect(effect).toContainText("nothing is changed");
  await sam.getByRole("button", { name: "Withdraw" }).click();
});
