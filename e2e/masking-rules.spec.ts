import { expect } from "@playwright/test";
import { ADMIN, addConnection } from "@/testing/gateway-admin";
import { runState, typeStatement } from "./editor";
import { problemsOf } from "./look-at";
import { signInByProvider, signInLocally } from "./people";
import { pick } from "./pick";
import { test } from "./world";

test("an admin writes a masking rule, tries it on pasted rows, and a member’s next command is masked by it", async ({
  browser,
  page,
  world,
}) => {
  const { url } = world.gateway;
  const sam = await signInByProvider(browser, url, "sam");
  await expect(sam).toHaveURL(new RegExp(url));
  await addConnection(world.admin, {
    ...{ name: "masked-db", target: world.target, accessGroups: ["support"] },
  });

  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/masking/new`);
  await page.getByLabel("Name", { exact: true }).fill("Names of customers");
  await pick(page, "Connections optional", "masked-db");
  await page.getByRole("button", { name: "Add a column" }).click();
  const column = page.getByRole("group", { name: "Column 1" });
  await column.getByLabel("Table", { exact: true }).fill("customers");
  await column.getByLabel("Column", { exact: true }).fill("name");
  await page.getByLabel("Comparisons of them").selectOption("Refused");
  await expect(page.getByText("recorded in clear")).toBeVisible();
  await page.getByLabel("In place of e-mail addresses").selectOption("A hash");
  await expect(page.getByText("have a guessed value masked and compare")).toBeVisible();
  await page.getByLabel("In place of card numbers").selectOption("A part");
  await page.getByLabel("Search kinds").fill("spanish");
  await expect(page.getByLabel(/^Detector of/)).toHaveCount(1);
  await page.getByLabel("Search kinds").press("Enter");
  await page.getByLabel("Search kinds").press("Escape");
  await page.getByLabel("Only what this rule says").check();
  await expect(page.getByLabel(/^Detector of/)).toHaveCount(2);
  expect(await problemsOf(page, "masking-form-said")).toEqual([]);
  await page.getByLabel("Only what this rule says").uncheck();
  await page.getByLabel("Rows to try").fill("id,name,card\n1,Ada Lovelace,4111 1111 1111 1111");
  await page.getByRole("button", { name: "Try it" }).click();
  const shown = page.getByRole("region", { name: "Rows as they would be shown" });
  await expect(shown).toContainText(/\[EMAIL:[b-t]{20}\]/);
  await expect(shown).toContainText("**** **** **** 1111");
  await expect(shown).not.toContainText("Lovelace");
  expect(await problemsOf(page, "masking-form")).toEqual([]);
  await page.getByRole("button", { name: "Create masking rule" }).click();
  await expect(
    page.getByRole("heading", { name: "Names of customers", level: 1, exact: true }),
  ).toBeVisible();
  const sentence =
    "On masked-db: masks *.customers.name; refuses to compare them; shows a part of card numbers; " +
    "shows a hash of e-mail addresses.";
  await expect(page.getByText(sentence)).toBeVisible();
  expect(await problemsOf(page, "masking-rule")).toEqual([]);

  await sam.goto(`${url}/editor?connection=masked-db`);
  await typeStatement(sam, "SELECT name AS who FROM customers LIMIT 1");
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(runState(sam)).toHaveText(/done/i);
  await expect(sam.getByText(/^\[EMAIL:[b-t]{20}\]$/).first()).toBeVisible();
  await sam.getByRole("link", { name: "Session", exact: true }).click();
  const title = sam.getByRole("heading", { name: "Masking rules", exact: true });
  const report = sam.locator("section").filter({ has: title });
  await expect(report).toContainText("Names of customers");
  await expect(report).toContainText("In force");
  expect(await problemsOf(sam, "session-masked-by-rules")).toEqual([]);

  await sam.goto(`${url}/editor?connection=masked-db`);
  await typeStatement(sam, "SELECT id FROM customers WHERE name LIKE 'A%'");
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(runState(sam)).toHaveText(/blocked/i);
  await expect(sam.getByText("MASKING.COMPARED").first()).toBeVisible();
  expect(await problemsOf(sam, "editor-compared")).toEqual([]);
  await sam.context().close();
});

test("an admin defines a kind with an example, and a member’s values of it are masked and counted", async ({
  browser,
  page,
  world,
}) => {
  const { url } = world.gateway;
  const sam = await signInByProvider(browser, url, "sam");
  await expect(sam).toHaveURL(new RegExp(url));
  await addConnection(world.admin, {
    ...{ name: "staff-db", target: world.target, accessGroups: ["support"] },
  });

  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/masking/new`);
  await page.getByLabel("Name", { exact: true }).fill("Numbers of employees");
  await pick(page, "Connections optional", "staff-db");
  await page.getByRole("button", { name: "Add a kind" }).click();
  const kind = page.getByRole("group", { name: "Kind 1" });
  await kind.getByLabel("Name of the kind").fill("employee-no");
  await kind.getByLabel(/^Patterns/).fill("E-[0-9]{6}\nM[0-9]{4}");
  await kind.getByLabel(/^Words/).fill("Falcon");
  await kind.getByLabel(/^Words/).press("Enter");
  await page.getByRole("button", { name: "Add a column" }).click();
  const column = page.getByRole("group", { name: "Column 1" });
  await column.getByLabel("Column", { exact: true }).fill("name");
  await column.getByLabel("Shown as").selectOption("[EMPLOYEE-NO], of this rule");
  await page.getByRole("button", { name: "Add an example" }).click();
  await page.getByLabel("Text of example 1").fill("ask E-12345 or M1234");
  await page.getByLabel("Rows to try").fill("id,name,note\n1,Ada,see e-123456 for falcon");
  await page.getByRole("button", { name: "Try it" }).click();
  const shown = page.getByRole("region", { name: "Rows as they would be shown" });
  await expect(shown).toContainText("see [EMPLOYEE-NO] for [EMPLOYEE-NO]");
  await expect(shown).not.toContainText("Ada");
  await page.getByRole("button", { name: "Create masking rule" }).click();
  await expect(
    page.getByText("Example 1 fails: employee-no is found in it.").first(),
  ).toBeVisible();
  expect(await problemsOf(page, "masking-form-kinds")).toEqual([]);
  await page
    .getByLabel("What must be masked in example 1")
    .selectOption("Masked: [EMPLOYEE-NO], of this rule");
  await page.getByRole("button", { name: "Create masking rule" }).click();
  await expect(
    page.getByRole("heading", { name: "Numbers of employees", level: 1, exact: true }),
  ).toBeVisible();
  await expect(page.getByText("masks [EMPLOYEE-NO], which it defines")).toBeVisible();
  expect(await problemsOf(page, "masking-rule-kinds")).toEqual([]);

  await sam.goto(`${url}/editor?connection=staff-db`);
  await typeStatement(sam, "SELECT name, 'for E-123456' AS note FROM customers LIMIT 3");
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(runState(sam)).toHaveText(/done/i);
  await expect(sam.getByText("for [EMPLOYEE-NO]").first()).toBeVisible();
  expect(await problemsOf(sam, "editor-custom-kind")).toEqual([]);
  await sam.getByRole("link", { name: "Session", exact: true }).click();
  const title = sam.getByRole("heading", { name: "Masked", exact: true });
  const report = sam.locator("section").filter({ has: title });
  await expect(report).toContainText("EMPLOYEE-NO");
  await expect(report).toContainText("name (3)");
  expect(await problemsOf(sam, "session-custom-kind")).toEqual([]);
  await sam.context().close();
});
