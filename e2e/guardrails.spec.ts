import { expect, type Page } from "@playwright/test";
import { ADMIN, addConnection } from "@/testing/gateway-admin";
import { runState, typeStatement } from "./editor";
import { problemsOf } from "./look-at";
import { signInByProvider, signInLocally } from "./people";
import { test, type World } from "./world";

/** A connection that support may use; the provider brings the group with its first person. */
async function connectionOfSam(page: Page, world: World, name: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(world.gateway.url));
  await addConnection(world.admin, {
    ...{ name, target: world.target, accessGroups: ["support"] },
  });
}

test("an admin takes the pack of safe writes, and a member’s UPDATE without WHERE is marked, blocked and named", async ({
  browser,
  page,
  world,
}) => {
  const { url } = world.gateway;
  const sam = await signInByProvider(browser, url, "sam");
  await connectionOfSam(sam, world, "guarded-db");

  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/guardrails`);
  await page.getByRole("button", { name: "Take a pack" }).click();
  await page.getByRole("menuitem", { name: "Safe writes" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Connections" }).fill("guarded-db");
  await page.getByRole("option", { name: "guarded-db", exact: true }).click();
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Take the pack" }).click();
  const row = page.getByRole("row", { name: /Writes name their rows/ });
  await expect(row).toContainText("updates or deletes every row, on guarded-db");
  expect(await problemsOf(page, "guardrails")).toEqual([]);

  await sam.goto(`${url}/editor?connection=guarded-db`);
  await typeStatement(sam, "SELECT 1;\nUPDATE customers SET name = 'gone'");
  const strip = sam.getByRole("status", { name: "Guardrails" });
  await expect(strip).toContainText("Will be blocked by Writes name their rows");
  await expect(strip).toContainText("Add a WHERE that says which rows are meant.");
  await expect(sam.locator(".squiggly-error").first()).toBeVisible();
  expect(await problemsOf(sam, "editor-guarded")).toEqual([]);

  await typeStatement(sam, "UPDATE customers SET name = name WHERE id = 1");
  await expect(strip).toHaveText("");
  await expect(sam.locator(".squiggly-error")).toHaveCount(0);

  await typeStatement(sam, "UPDATE customers SET name = 'gone'");
  await expect(strip).toContainText("Will be blocked");
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(runState(sam)).toHaveText(/blocked/i);
  expect(world.target.psql("SELECT count(*) FROM customers WHERE name = 'gone'")).toBe("0");

  await sam.getByRole("link", { name: "Session", exact: true }).click();
  await expect(sam.getByText("GUARDRAIL.BLOCKED").first()).toBeVisible();
  const title = sam.getByRole("heading", { name: "Guardrails", exact: true });
  const report = sam.locator("section").filter({ has: title });
  await expect(report).toContainText("Writes name their rows");
  await expect(report).toContainText("It has no WHERE: it would meet every row.");
  expect(await problemsOf(sam, "session-guarded")).toEqual([]);
  await sam.context().close();
});

test("an admin writes a guardrail, tries it beside the others, and it is not saved while an example fails", async ({
  page,
  world,
}) => {
  const { url } = world.gateway;
  // One to stand before it in the order.
  const scope = { connections: [], tags: ["env=nowhere"] };
  await world.admin.mutate("guardrails.takePack", { pack: "no-ddl", scope });
  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/guardrails/new`);
  await page.getByRole("button", { name: "Create guardrail" }).click();
  await expect(page.getByText("What is it called?")).toBeVisible();
  await expect(page.getByText("What is it about? Add a criterion.")).toBeVisible();

  await page.getByLabel("Name", { exact: true }).fill("Salaries are warned of");
  await page.getByLabel("Add a criterion").selectOption("relations");
  await page.getByLabel("Relations").fill("hr.salar*");
  await page.keyboard.press("Enter");
  await page.getByLabel("Action").selectOption("warn");
  await expect(page.getByText("Warns of a statement that touches hr.salar*")).toBeVisible();
  await page.getByLabel("Statements to try").fill("select * from hr.salaries\n\nselect 1");
  const verdicts = page.getByRole("list", { name: "Verdicts" });
  await expect(verdicts.getByRole("listitem").first()).toContainText(/Let through.*Warned of/);
  await expect(verdicts.getByRole("listitem").last()).toContainText(/Let through.*Let through/);

  await page.getByRole("button", { name: "Add an example" }).click();
  await page.getByLabel("Statement of example 1").fill("select * from invoices");
  await page.getByRole("button", { name: "Create guardrail" }).click();
  await expect(page.getByText("GUARDRAIL.EXAMPLES")).toBeVisible();
  await page.getByLabel("What example 1 is to be").selectOption("allow");
  expect(await problemsOf(page, "guardrail-form")).toEqual([]);
  await page.getByRole("button", { name: "Create guardrail" }).click();
  await expect(
    page.getByRole("heading", { name: "Salaries are warned of", level: 1, exact: true }),
  ).toBeVisible();
  expect(await problemsOf(page, "guardrail")).toEqual([]);

  await page.getByRole("link", { name: "Guardrails" }).first().click();
  await page.getByRole("button", { name: "Move Salaries are warned of up" }).click();
  const names = page.getByRole("table", { name: "Guardrails" }).getByRole("row");
  await expect(names.nth(-1)).not.toContainText("Salaries are warned of");
});

test("an admin has code names replaced in what is returned, and the session says how often", async ({
  browser,
  page,
  world,
}) => {
  const { url } = world.gateway;
  const sam = await signInByProvider(browser, url, "sam");
  await connectionOfSam(sam, world, "named-db");

  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/guardrails/new`);
  await page.getByLabel("Name", { exact: true }).fill("Code names stay inside");
  await page.getByLabel("Add a criterion").selectOption("result-words");
  await page.getByLabel("Words").fill("falcon");
  await page.keyboard.press("Enter");
  await page.getByLabel("Action").selectOption("redact");
  await page.getByRole("combobox", { name: "Connections" }).fill("named-db");
  await page.getByRole("option", { name: "named-db", exact: true }).click();
  await page.keyboard.press("Tab");
  await page.getByLabel("Results to try").fill("project Falcon\n\nproject 7");
  const verdicts = page.getByRole("list", { name: "Verdicts" });
  await expect(verdicts.getByRole("listitem").first()).toContainText(/Let through.*Replaced/);
  await expect(verdicts.getByRole("listitem").last()).toContainText(/Let through.*Let through/);
  expect(await problemsOf(page, "guardrail-form-results")).toEqual([]);
  await page.getByRole("button", { name: "Create guardrail" }).click();
  await expect(
    page.getByRole("heading", { name: "Code names stay inside", level: 1, exact: true }),
  ).toBeVisible();
  expect(await problemsOf(page, "guardrail-results")).toEqual([]);

  await sam.goto(`${url}/editor?connection=named-db`);
  await typeStatement(sam, "SELECT 'project FALCON' AS note FROM generate_series(1, 3)");
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(runState(sam)).toHaveText(/done/i);
  await expect(sam.getByText("project [REDACTED]").first()).toBeVisible();
  await sam.getByRole("link", { name: "Session", exact: true }).click();
  const title = sam.getByRole("heading", { name: "Guardrails on the result", exact: true });
  const report = sam.locator("section").filter({ has: title });
  await expect(report).toContainText("Code names stay inside");
  await expect(report).toContainText("3 times");
  expect(await problemsOf(sam, "session-results-guarded")).toEqual([]);
  await sam.context().close();
});

test("an admin takes the corpus to the workbench, edits a rule and sees only what changes", async ({
  page,
  world,
}) => {
  test.setTimeout(180_000);
  const { url } = world.gateway;
  await addConnection(world.admin, { name: "tried-db", target: world.target });
  const scope = { connections: ["tried-db"], tags: [] };
  await world.admin.mutate("guardrails.create", {
    ...{ name: "No whole tables", description: "", enabled: true, scope, message: "" },
    ...{ action: "warn", criteria: [{ kind: "every-row" }], examples: [] },
  });
  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/guardrails`);
  await page.getByRole("link", { name: "Workbench" }).click();
  await expect(page.getByText("Edit a guardrail, then compare")).toBeVisible();
  const rules = page.getByLabel("Edited guardrails");
  const exported = await rules.inputValue();
  // Other tests have rules of their own on other connections.
  await page.getByLabel("On connection").fill("tried-db");
  const compare = page.getByRole("button", { name: "Compare" });
  await compare.click();
  const comparison = page.getByRole("region", { name: "Comparison" });
  await expect(comparison).toContainText(/0 of \d+ change\./);

  await rules.fill("{");
  await compare.click();
  await expect(page.getByText("This is not JSON.")).toBeVisible();
  await rules.fill(exported.replaceAll("every-row", "every-moon"));
  await compare.click();
  await expect(page.getByText("INPUT.INVALID")).toBeVisible();
  expect(await problemsOf(page, "workbench-error")).toEqual([]);

  const document = JSON.parse(exported);
  for (const rule of document.guardrails) {
    if (rule.name === "No whole tables") rule.action = "block";
  }
  await rules.fill(JSON.stringify(document, null, 2));
  await compare.click();
  await expect(comparison).toContainText(/[1-9]\d* of \d+ change\./);
  const verdicts = comparison.getByRole("list", { name: "Verdicts" }).getByRole("listitem");
  await expect(verdicts.first()).toContainText(/Changes.*Warned of.*Blocked/);
  expect(await problemsOf(page, "workbench")).toEqual([]);
  await comparison.getByLabel("Only changes").check();
  const shown = await verdicts.count();
  expect(shown).toBeGreaterThan(0);
  await expect(verdicts.filter({ hasText: "Changes" })).toHaveCount(shown);

  await page.getByLabel("Statements").selectOption("sessions");
  await compare.click();
  await expect(comparison).toContainText(/There is nothing to try|of \d+ change/);
});

test("an admin tries a guardrail that is not saved on the corpus, from its form", async ({
  page,
  world,
}) => {
  const { url } = world.gateway;
  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/guardrails/new`);
  await page.getByLabel("Name", { exact: true }).fill("Nothing is read");
  await page.getByLabel("Add a criterion").selectOption("statement-kinds");
  await page.getByRole("button", { name: "Try on the corpus" }).click();
  const dialog = page.getByRole("dialog", { name: "On the corpus of bypasses" });
  await expect(dialog).toContainText(/[1-9]\d* of \d+ change\./);
  expect(await problemsOf(page, "try-on-corpus")).toEqual([]);
});

test("an admin caps what a plan may cost and bars a word; a member is told, blocked, and blocked behind a view", async ({
  browser,
  page,
  world,
}) => {
  const { url } = world.gateway;
  const sam = await signInByProvider(browser, url, "sam");
  await connectionOfSam(sam, world, "planned-db");
  world.target.psql("CREATE SCHEMA secret; CREATE TABLE secret.pay (id int, amount int)");
  world.target.psql("CREATE VIEW pay_board AS SELECT id FROM secret.pay");

  await signInLocally(page, url, ADMIN);
  await page.goto(`${url}/guardrails/new`);
  await page.getByLabel("Name", { exact: true }).fill("Cost cap");
  await page.getByLabel("Connections").fill("planned-db");
  await page.getByRole("option", { name: "planned-db", exact: true }).click();
  await page.getByLabel("Add a criterion").selectOption("plan-cost");
  await page.getByLabel("Cost above").fill("5000");
  await expect(
    page.getByText("Blocks a statement that costs more than 5000 by its plan"),
  ).toBeVisible();
  expect(await problemsOf(page, "guardrail-plan")).toEqual([]);
  await page.getByRole("button", { name: "Create guardrail" }).click();
  await expect(page.getByRole("heading", { name: "Cost cap", level: 1 })).toBeVisible();

  await page.goto(`${url}/guardrails/new`);
  await page.getByLabel("Name", { exact: true }).fill("No falcons");
  await page.getByLabel("Connections").fill("planned-db");
  await page.getByRole("option", { name: "planned-db", exact: true }).click();
  await page.getByLabel("Add a criterion").selectOption("text-pattern");
  await page.getByLabel("Pattern").fill("fal.on");
  await page.getByLabel("Statements to try").fill("select 'falcon'\n\nselect 1");
  const verdicts = page.getByRole("list", { name: "Verdicts" });
  await expect(verdicts.getByRole("listitem").first()).toContainText(/Let through.*Blocked/);
  expect(await problemsOf(page, "guardrail-text")).toEqual([]);
  await page.getByRole("button", { name: "Create guardrail" }).click();
  await expect(page.getByRole("heading", { name: "No falcons", level: 1 })).toBeVisible();
  const scope = { connections: ["planned-db"], tags: [] };
  await world.admin.mutate("guardrails.create", {
    ...{ name: "Pay is private", description: "", enabled: true, action: "block", message: "" },
    ...{ scope, criteria: [{ kind: "relations", names: ["secret.*"], access: "any" }] },
    examples: [],
  });

  await sam.goto(`${url}/editor?connection=planned-db`);
  const strip = sam.getByRole("status", { name: "Guardrails" });
  await typeStatement(
    sam,
    "SELECT count(*) FROM generate_series(1, 900000) a, generate_series(1, 9) b",
  );
  await expect(strip).toContainText("Cost cap asks the target for a plan before this runs.");
  expect(await problemsOf(sam, "editor-plan")).toEqual([]);
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(runState(sam)).toHaveText(/blocked/i);
  await expect(sam.getByText(/Its plan costs \d+/).first()).toBeVisible();

  await typeStatement(sam, "SELECT 'falcon'");
  await expect(strip).toContainText("Will be blocked by No falcons");
  await typeStatement(sam, "SELECT * FROM public.pay_board");
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(
    sam.getByText(/It touches public.pay_board, which leads to secret.pay/).first(),
  ).toBeVisible();
  await sam.context().close();
});
