import { expect } from "@playwright/test";
import { letTimeRunOut } from "@/testing/let-time-run-out";
import { runState, runStatement } from "./editor";
import { guarded, hold, results } from "./held";
import { test } from "./world";

test("a held command waits across a reload, is approved in the inbox and runs by itself, once", async ({
  browser,
  world,
}) => {
  const { connection, sam, cleo } = await guarded(browser, world, { name: "held" });
  const sql = "UPDATE customers SET name = 'Approved' WHERE id = 7";
  const href = await hold(sam, connection, sql);
  await expect(results(sam)).toContainText("Cleo Approver");
  await sam.reload();
  await expect(results(sam)).toContainText("HELD");

  await test.step("the inbox fills by itself, and says how many wait", async () => {
    await cleo.goto("/access-requests?box=for-me");
    const row = cleo.getByRole("row").filter({ hasText: "Approved" });
    await expect(row).toBeVisible();
    await expect(cleo.getByRole("link", { name: /Inbox/ }).first()).toContainText(/\d/);
    await row.getByRole("link").click();
    await expect(cleo.getByText(sql)).toBeVisible();
    await cleo.getByRole("button", { name: "Approve", exact: true }).click();
  });

  await expect(runState(sam)).toContainText(/done/i);
  expect(world.target.psql("SELECT name FROM customers WHERE id = 7")).toBe("Approved");
  await sam.goto(href);
  await expect(sam.getByText("EXECUTED", { exact: true })).toBeVisible();
});

test("a rejection is told with its reason, and an edit must be accepted", async ({
  browser,
  world,
}) => {
  const { connection, sam, cleo } = await guarded(browser, world, { name: "judged" });
  await test.step("rejected", async () => {
    const href = await hold(sam, connection, "UPDATE customers SET name = 'No' WHERE id = 8");
    await cleo.goto(href);
    const reject = cleo.getByRole("button", { name: "Reject", exact: true });
    await expect(reject).toHaveAttribute("aria-keyshortcuts", "r");
    await cleo.keyboard.press("r");
    await cleo.getByLabel("Reason").fill("Name the ticket first.");
    await cleo.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
    await expect(results(sam)).toContainText("REJECTED");
    await expect(results(sam)).toContainText("Name the ticket first.");
  });
  await test.step("modified", async () => {
    const href = await hold(sam, connection, "UPDATE customers SET name = 'Wide' WHERE id > 8");
    await cleo.goto(href);
    await cleo.getByRole("button", { name: "Modify" }).click();
    const edited = "UPDATE customers SET name = 'Narrow' WHERE id = 9";
    await cleo.getByLabel("Command", { exact: true }).fill(edited);
    await cleo.getByRole("button", { name: "Propose" }).click();
    await expect(results(sam)).toContainText("PROPOSED");
    await expect(results(sam)).toContainText("WHERE id = 9");
    await results(sam).getByRole("button", { name: "Accept" }).click();
    await expect(runState(sam)).toContainText(/done/i);
    expect(world.target.psql("SELECT count(*) FROM customers WHERE name = 'Narrow'")).toBe("1");
    expect(world.target.psql("SELECT count(*) FROM customers WHERE name = 'Wide'")).toBe("0");
  });
});

test("an approver sets a row ceiling; above it nothing is kept, and both are told", async ({
  browser,
  world,
}) => {
  const { connection, sam, cleo } = await guarded(browser, world, { name: "bounded" });
  const href = await hold(sam, connection, "UPDATE customers SET name = 'Bounded' WHERE id < 4");
  await cleo.goto(href);
  await cleo.getByRole("button", { name: "Modify" }).click();
  await cleo.getByLabel("Row ceiling").fill("2");
  await cleo.getByRole("button", { name: "Propose" }).click();
  await expect(results(sam)).toContainText("at most 2 rows, else rolled back");
  await results(sam).getByRole("button", { name: "Accept" }).click();
  const said = "3 rows were changed, more than the 2 allowed; all was rolled back.";
  await expect(results(sam)).toContainText(said);
  await expect(cleo.getByText("FAILED", { exact: true })).toBeVisible();
  await expect(cleo.getByRole("main")).toContainText(said);
  expect(world.target.psql("SELECT count(*) FROM customers WHERE name = 'Bounded'")).toBe("0");
});

test("a reason that is missing is asked for, and the same command is sent with it", async ({
  browser,
  world,
}) => {
  const rule = { name: "reasoned", reasonRequired: true };
  const { connection, sam } = await guarded(browser, world, rule);
  await sam.goto(`/editor?connection=${connection}`);
  await runStatement(sam, "UPDATE customers SET name = 'Why' WHERE id = 10");
  await results(sam).getByLabel("Reason").fill("Ticket 4711");
  await results(sam).getByRole("button", { name: "Send again" }).click();
  await expect(results(sam)).toContainText("HELD");
  await expect(results(sam)).toContainText("Ticket 4711");
  await results(sam).getByRole("button", { name: "Withdraw" }).click();
  await expect(results(sam)).toContainText("CANCELLED");
});

test("who may act at once breaks the glass on a held command; who may not is not offered it", async ({
  browser,
  world,
}) => {
  const rule = { name: "glass", breakGlassGroups: ["support"] };
  const { connection, sam, cleo } = await guarded(browser, world, rule);
  const href = await hold(sam, connection, "UPDATE customers SET name = 'Now' WHERE id = 13");
  await cleo.goto(href);
  await expect(cleo.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
  await expect(cleo.getByRole("button", { name: "Act now" })).toHaveCount(0);

  await results(sam).getByRole("button", { name: "Act now" }).click();
  const dialog = sam.getByRole("dialog");
  await expect(dialog).toContainText("everyone concerned is told");
  await expect(dialog.getByRole("button", { name: "Break the glass" })).toBeDisabled();
  await dialog.getByLabel("Reason").fill("The shop is down");
  await dialog.getByRole("button", { name: "Break the glass" }).click();
  await expect(runState(sam)).toContainText(/done/i);
  expect(world.target.psql("SELECT name FROM customers WHERE id = 13")).toBe("Now");

  await expect(cleo.getByText("FORCED", { exact: true })).toBeVisible();
  await expect(cleo.getByRole("main")).toContainText("The shop is down");
  await expect(cleo.getByRole("main")).toContainText("nobody was asked: the glass was broken");
  await sam.goto(href);
  await sam.getByRole("link", { name: "Open the session" }).click();
  await expect(sam.getByText("FORCED", { exact: true })).toBeVisible();
});

test("several alike are approved at once, by keyboard", async ({ browser, world }) => {
  const { connection, sam, cleo } = await guarded(browser, world, { name: "many" });
  const held = (id: number) =>
    hold(sam, connection, `UPDATE customers SET name = 'Alike' WHERE id = ${id}`);
  await held(11);
  const between = await held(14);
  await held(12);
  await cleo.goto("/access-requests?box=for-me&text=Alike");
  const rows = cleo.getByRole("row").filter({ hasText: "Alike" });
  await expect(rows).toHaveCount(3);
  await expect(cleo.getByText("walk")).toBeVisible();
  for (const key of ["j", "x", "j"]) await cleo.keyboard.press(key);

  await test.step("a row that goes while the keyboard is on it takes nothing back", async () => {
    await expect(rows.nth(1).getByRole("link")).toBeFocused();
    await sam.goto(between);
    await sam.getByRole("button", { name: "Withdraw" }).click();
    await expect(rows).toHaveCount(2);
    for (const key of ["j", "x"]) await cleo.keyboard.press(key);
    await expect(cleo.getByText("2 chosen")).toBeVisible();
  });
  await cleo.keyboard.press("a");
  const dialog = cleo.getByRole("dialog", { name: "Approve 2 requests?" });
  await expect(dialog).toContainText("WHERE id = 11");
  await expect(dialog).toContainText("WHERE id = 12");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(cleo.getByText("No request matches.")).toBeVisible();
});

test("a command that nobody decides in time is told so, and never runs", async ({
  browser,
  world,
}) => {
  const { connection, sam, cleo } = await guarded(browser, world, { name: "timed" });
  const href = await hold(sam, connection, "UPDATE customers SET name = 'Late' WHERE id = 15");
  await cleo.goto(href);
  await expect(cleo.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
  await letTimeRunOut(world.gateway.data, href);
  await expect(results(sam)).toContainText("EXPIRED");
  await expect(results(sam)).toContainText("Nobody decided it in time. Nothing ran.");
  await expect(cleo.getByText("EXPIRED", { exact: true })).toBeVisible();
  await expect(cleo.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  await sam.reload();
  await expect(results(sam).getByRole("button", { name: "Run now" })).toHaveCount(0);
  expect(world.target.psql("SELECT count(*) FROM customers WHERE name = 'Late'")).toBe("0");
});
