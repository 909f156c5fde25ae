import { type Browser, expect, type Page } from "@playwright/test";
import { ADMIN, addConnection } from "@/testing/gateway-admin";
import { runState, runStatement } from "./editor";
import { signInByProvider, signInLocally } from "./people";
import { test } from "./world";

const PASSWORD = "five words of one's own";
const HELD = "SELECT pg_sleep(60)";

async function adminAt(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url })).newPage();
  await signInLocally(page, url, ADMIN);
  return page;
}

async function confirm(page: Page, button: string, typed?: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  if (typed !== undefined) await dialog.getByRole("textbox").fill(typed);
  await dialog.getByRole("button", { name: button, exact: true }).click();
}

/** Makes a person by the page; answers their one-time link. */
async function addPerson(page: Page, name: string, groups: readonly string[]): Promise<string> {
  await page.goto("/users");
  await page.getByRole("button", { name: "New person" }).click();
  const dialog = page.getByRole("dialog", { name: "New person" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail").fill(`${name.toLowerCase()}@corp.test`);
  for (const group of groups) {
    await dialog.getByLabel("Groups").fill(group);
    await page.getByRole("option", { name: group, exact: true }).click();
  }
  await dialog.getByLabel("Name").focus();
  await dialog.getByRole("button", { name: "Create and show the link" }).click();
  const shown = page.getByRole("dialog", { name: `Link for ${name}` });
  const link = (await shown.locator("pre").innerText()).trim();
  await shown.getByRole("button", { name: "I have kept the link" }).click();
  return link;
}

async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto(`/users?text=${name}`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

test("a person comes by a link, works, and is out within a second when an admin says so", async ({
  browser,
  world,
}) => {
  const { url } = world.gateway;
  const admin = await adminAt(browser, url);
  await world.admin.mutate("groups.create", { name: "night-shift" });
  await addConnection(world.admin, {
    ...{ name: "night-db", target: world.target, accessGroups: ["night-shift"] },
    limits: { durationSecondsMax: 120 },
  });

  const link = await addPerson(admin, "Nora", ["night-shift"]);
  const nora = await (await browser.newContext({ baseURL: url })).newPage();
  await test.step("they set their password and are signed in", async () => {
    await nora.goto(link);
    await expect(nora.getByRole("heading", { name: "Welcome, Nora" })).toBeVisible();
    await nora.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await nora.getByRole("button", { name: "Set the password and sign in" }).click();
    await expect(nora.getByRole("link", { name: "night-db" })).toBeVisible();
    await expect(nora.getByRole("link", { name: "Users" })).toHaveCount(0);
  });

  await test.step("the link works once", async () => {
    const again = await (await browser.newContext()).newPage();
    await again.goto(link);
    await expect(again.getByText("LINK.INVALID")).toBeVisible();
  });

  await test.step("deactivated, their page is signed out and their query is cancelled", async () => {
    await nora.goto(`/editor?connection=night-db`);
    await runStatement(nora, HELD);
    await expect(runState(nora)).toContainText(/running/i);
    await openPerson(admin, "Nora");
    await admin.getByRole("button", { name: "Deactivate" }).click();
    await confirm(admin, "Deactivate");
    await expect(admin.getByText("Nora is inactive")).toBeVisible();
    await expect(nora).toHaveURL(/\/sign-in/, { timeout: 2_000 });
    await admin.goto("/sessions?owner=nora@corp.test");
    await admin.getByRole("row", { name: /pg_sleep/ }).click();
    await expect(admin.getByText("Your account is inactive.", { exact: true })).toBeVisible();
  });
});

test("the last admin cannot be removed, by whatever door", async ({ browser, world }) => {
  const page = await adminAt(browser, world.gateway.url);
  await openPerson(page, ADMIN.name);
  await page.getByRole("button", { name: "Deactivate" }).click();
  await confirm(page, "Deactivate");
  await expect(page.getByRole("dialog").getByText("PEOPLE.LAST_ADMIN")).toBeVisible();
  await confirm(page, "Cancel");
  await page.getByRole("button", { name: "Remove admin" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("PEOPLE.LAST_ADMIN")).toBeVisible();
});

test("deleting a group says first who loses what", async ({ browser, world }) => {
  const page = await adminAt(browser, world.gateway.url);
  await world.admin.mutate("groups.create", { name: "day-shift" });
  await addConnection(world.admin, {
    ...{ name: "day-db", target: world.target, accessGroups: ["day-shift"] },
  });
  await addPerson(page, "Dora", ["day-shift"]);
  await page.goto("/groups?text=day-shift");
  await page.getByRole("link", { name: "day-shift" }).click();
  await expect(page.getByRole("link", { name: "Dora" })).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("day-db: 1 person (Dora)")).toBeVisible();
  await confirm(page, "Delete the group", "day-shift");
  await expect(page.getByRole("heading", { name: "Groups" })).toBeVisible();
  await page.goto("/connections/day-db");
  await expect(page.getByText("day-shift")).toHaveCount(0);
});

test("people are found by their address, chosen, and put into a group together", async ({
  browser,
  world,
}) => {
  const page = await adminAt(browser, world.gateway.url);
  await world.admin.mutate("groups.create", { name: "joiners" });
  for (const name of ["Joan", "Joel"]) await addPerson(page, name, []);
  await page.goto("/users");
  await page.getByLabel("Name or e-mail").fill("jo");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/text=jo/);
  await page.getByRole("checkbox", { name: "Choose Joan" }).check();
  await page.getByRole("checkbox", { name: "Choose Joel" }).check();
  await page.getByRole("button", { name: "Edit groups" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Add to").fill("joiners");
  await page.getByRole("option", { name: "joiners" }).click();
  await dialog.getByRole("heading").click();
  await dialog.getByRole("button", { name: "Change groups" }).click();
  await expect(page.getByText("2 people changed")).toBeVisible();
  await page.goto("/users?group=joiners");
  await expect(page.getByText("2 people", { exact: true })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const file = await (await download).createReadStream();
  let text = "";
  for await (const chunk of file) text += String(chunk);
  expect(text.split("\r\n")[1]).toContain(
    `"Joan","joan@corp.test","active","member","local","joiners"`,
  );
});

test("a mapping is tried at the provider before it is saved, and cannot lock its author out", async ({
  browser,
  world,
}) => {
  const { url } = world.gateway;
  const page = await adminAt(browser, url);
  const dan = await signInByProvider(browser, url, "dan");
  await expect(dan.getByRole("link", { name: "Users" })).toHaveCount(0);
  await page.goto("/settings/sign-in");

  await test.step("the test shows claims, groups and role, and signs nobody in", async () => {
    await page.getByRole("button", { name: "Add a line" }).click();
    await page.getByLabel("Group of line 4").fill("engin");
    await page.getByLabel("How line 4 matches").selectOption("prefix");
    await page.getByRole("button", { name: "Test sign-in" }).click();
    await page.getByLabel("User name").fill("dan");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Result of the test" })).toBeVisible();
    await expect(page.getByText('"email": "dan.engineer@corp.test"')).toBeVisible();
    await expect(page.getByText("auditor by the mapping as typed above")).toBeVisible();
    await expect(page.getByText("What you tested is not saved yet.")).toBeVisible();
    await page.getByLabel("Groups claim").fill("grups");
    await expect(page.getByText("There is no claim grups")).toBeVisible();
    await page.getByLabel("Groups claim").fill("groups");
    await expect(dan.getByRole("link", { name: "Users" })).toHaveCount(0);
  });

  await test.step("saved, it applies to who is signed in already", async () => {
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/^Saved/)).toBeVisible();
    await dan.goto("/users");
    await expect(dan.getByRole("heading", { name: "Users" })).toBeVisible();
    await expect(dan.getByRole("button", { name: "New person" })).toHaveCount(0);
  });

  await test.step("a mapping that leaves its author without admin is refused", async () => {
    await page.goto("/settings/sign-in");
    await page.getByRole("button", { name: "Remove line 1" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("PEOPLE.LAST_ADMIN")).toBeVisible();
  });
});
