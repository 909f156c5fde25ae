import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { ADMIN, addConnection } from "@/testing/gateway-admin";
import { runState } from "./editor";
import { expectStopAt, heldOn, holdQuery, STOP_MS_MAX } from "./long-query";
import { PEOPLE, signInByProvider, signInLocally } from "./people";
import { test, type World } from "./world";

const ACCESS_TOKEN_SECONDS = 3;
/** A token's life, and the half minute after which a provider that did not answer is asked again. */
const RENEWAL_MS_MAX = ACCESS_TOKEN_SECONDS * 1_000 + 40_000;

// Nobody waits five minutes here for the provider to be asked again.
test.use({ accessTokenSeconds: ACCESS_TOKEN_SECONDS });

async function adminAt(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url })).newPage();
  await signInLocally(page, url, ADMIN);
  return page;
}

async function offer(world: World, name: string, accessGroups: readonly string[]): Promise<void> {
  const { admin, target } = world;
  await addConnection(admin, { name, target, accessGroups, limits: { durationSecondsMax: 120 } });
}

function connectionLink(page: Page, name: string): Locator {
  return page.getByRole("main").getByRole("link", { name, exact: true });
}

async function expectSees(page: Page, name: string, sees: boolean): Promise<void> {
  await page.goto("/connections");
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
  await expect(connectionLink(page, name)).toHaveCount(sees ? 1 : 0);
}

/** Loads the list again and again: what one page shows stays, whatever is decided meanwhile. */
async function expectSoonLoses(page: Page, name: string): Promise<void> {
  const look = async () => {
    await page.goto("/connections");
    await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
    return await connectionLink(page, name).count();
  };
  await expect.poll(look, { timeout: RENEWAL_MS_MAX, intervals: [500] }).toBe(0);
}

/** Its page reads as the page of a name that nobody ever used. */
async function expectAbsent(page: Page, name: string): Promise<void> {
  const texts: string[] = [];
  for (const asked of [name, "no-such-thing"]) {
    await page.goto(`/connections/${asked}`);
    await expect(page.getByRole("main")).toContainText(/\w/);
    texts.push((await page.getByRole("main").innerText()).replaceAll(asked, "NAME"));
  }
  expect(texts[0]).toBe(texts[1]);
}

/** Presses a cell and reads who is concerned; nothing is saved yet. */
async function pressCell(admin: Page, cell: string, effect: RegExp): Promise<Locator> {
  await admin.getByRole("button", { name: cell, exact: true }).click();
  await expect(admin.getByText("1 change not saved")).toBeVisible();
  await admin.getByRole("button", { name: "Review changes" }).click();
  const dialog = admin.getByRole("dialog", { name: "Who gains and who loses" });
  await expect(dialog.getByRole("definition").filter({ hasText: effect })).toHaveCount(1);
  return dialog.getByRole("button", { name: "Save", exact: true });
}

test("a cell gives a group a connection and takes it away, also from under a running query", async ({
  browser,
  world,
}) => {
  const { url } = world.gateway;
  await offer(world, "ledger-db", []);
  const sam = await signInByProvider(browser, url, "sam");
  const admin = await adminAt(browser, url);
  const cell = "support may use ledger-db";

  await test.step("who gains is seen before it is saved, and then gains at once", async () => {
    await expectSees(sam, "ledger-db", false);
    await admin.getByRole("link", { name: "Access control" }).first().click();
    const save = await pressCell(admin, cell, new RegExp(PEOPLE.sam.name));
    const terms = admin.getByRole("dialog").getByRole("term");
    await expect(terms).toHaveText(["Gain", "Lose"]);
    await expect(admin.getByRole("definition")).toHaveText([PEOPLE.sam.name, "nobody"]);
    await expectSees(sam, "ledger-db", false);
    await save.click();
    await expect(admin.getByText("1 connection changed")).toBeVisible();
    await expectSees(sam, "ledger-db", true);
  });

  await test.step("taken away, what runs is cancelled and says why", async () => {
    await holdQuery(sam, world, "ledger-db");
    const save = await pressCell(admin, cell, new RegExp(PEOPLE.sam.name));
    await expect(admin.getByRole("definition")).toHaveText(["nobody", PEOPLE.sam.name]);
    await expect(runState(sam)).toContainText(/running/i);
    await expectStopAt(() => save.click(), world, "ledger-db");
    await expect(runState(sam)).not.toContainText(/running/i, { timeout: STOP_MS_MAX });
    const why = "Access to ledger-db was taken away while this ran.";
    const results = sam.getByRole("region", { name: "Results" });
    await expect(results).toContainText(why);
    const link = results.getByRole("link", { name: "Session", exact: true });
    await sam.goto((await link.getAttribute("href")) ?? "");
    await expect(sam.getByRole("main")).toContainText(why);
  });

  await test.step("for who lost it, it does not exist", async () => {
    await expectSees(sam, "ledger-db", false);
    await expectAbsent(sam, "ledger-db");
    await expect(connectionLink(sam, "ledger-db")).toHaveCount(0);
  });
});

test("who is moved out of a group at the provider loses what the group opened", async ({
  browser,
  world,
}) => {
  const { url } = world.gateway;
  const dan = await signInByProvider(browser, url, "dan");
  await offer(world, "engine-db", ["engineering"]);
  await expectSees(dan, "engine-db", true);
  const editor = await dan.context().newPage();
  await holdQuery(editor, world, "engine-db");

  await test.step("when their sign-in is renewed, with what runs", async () => {
    world.provider.setGroups("dan", ["marketing"]);
    await expectSoonLoses(dan, "engine-db");
    await expect(runState(editor)).not.toContainText(/running/i);
    await expect(editor.getByRole("region", { name: "Results" })).toContainText(
      "Access to engine-db was taken away while this ran.",
    );
    expect(heldOn(world.target, "engine-db")).toBe("0");
    await expectAbsent(dan, "engine-db");
  });

  await test.step("and when they sign in anew; moved back, they have it again", async () => {
    await expectSees(await signInByProvider(browser, url, "dan"), "engine-db", false);
    world.provider.setGroups("dan", PEOPLE.dan.groups);
    await expectSees(await signInByProvider(browser, url, "dan"), "engine-db", true);
  });
});

test("an approver has requests, their account and nothing else, also in the groups of others", async ({
  browser,
  world,
}) => {
  await signInByProvider(browser, world.gateway.url, "sam"); // So that there is a group support.
  await offer(world, "approved-db", ["support"]);
  const cleo = await signInByProvider(browser, world.gateway.url, "cleo");
  await expect(cleo.getByRole("heading", { name: "Access requests" })).toBeVisible();
  await expect(cleo).toHaveURL(/\/access-requests\?box=for-me$/);
  const places = cleo.getByRole("navigation", { name: "Main" }).getByRole("link");
  await expect(places).toHaveText(["Inbox", "My requests", "My account"]);
  const others = ["connections", "editor", "sessions", "users", "groups", "access-control", "why"];
  for (const path of others) {
    await cleo.goto(`/${path}`);
    await expect(cleo.getByRole("main")).toContainText("There is nothing here.");
    await expect(cleo.getByRole("main")).not.toContainText("approved-db");
  }
  const goTo = cleo.getByRole("button", { name: "Go to…" }).locator("visible=true");
  await expect(goTo).toHaveAttribute("aria-keyshortcuts", "Control+K Meta+K");
  await cleo.keyboard.press("Control+k");
  await cleo.getByRole("combobox", { name: "Go to" }).fill("n");
  await expect(cleo.getByRole("option")).toHaveText(["Inbox", "My account"]);
  await cleo.getByRole("combobox", { name: "Go to" }).fill("approved");
  await expect(cleo.getByText("Nothing that you may see is called “approved”.")).toBeVisible();
});

test("an inactive person's query stops within a second and their page is signed out", async ({
  browser,
  world,
}) => {
  const ivy = await signInByProvider(browser, world.gateway.url, "ivy");
  await offer(world, "night-db", ["support"]);
  await holdQuery(ivy, world, "night-db");
  const admin = await adminAt(browser, world.gateway.url);
  await admin.goto("/users?text=ivy");
  await admin.getByRole("link", { name: PEOPLE.ivy.name, exact: true }).click();
  await admin.getByRole("button", { name: "Deactivate" }).click();
  const confirm = admin.getByRole("dialog").getByRole("button", { name: "Deactivate" });
  await expect(confirm).toBeVisible();
  expect(heldOn(world.target, "night-db")).toBe("1");
  await expectStopAt(() => confirm.click(), world, "night-db");
  await expect(ivy).toHaveURL(/\/sign-in/, { timeout: STOP_MS_MAX });
});

test("Why gives a member every reason about themselves and nothing about others", async ({
  browser,
  world,
}) => {
  const sam = await signInByProvider(browser, world.gateway.url, "sam");
  await offer(world, "why-db", ["support"]);
  await offer(world, "hidden-db", []);
  const answer = sam.getByRole("region", { name: "Answer" });
  const refusal = sam.getByRole("main").getByRole("alert");

  await test.step("about themselves", async () => {
    await sam.goto("/why");
    await expect(sam.getByLabel("Person")).toHaveCount(0);
    await sam.getByLabel("Connection").fill("why-db");
    await sam.getByRole("button", { name: "Ask" }).click();
    await expect(answer.getByRole("heading")).toHaveText(
      `${PEOPLE.sam.name} (member) may use why-db`,
    );
    await expect(answer).toContainText("The group support is listed on the connection.");
    await expect(answer).toContainText("The account is active.");
  });

  await test.step("of a command, which stands in no address", async () => {
    await sam.getByLabel("Command").fill("DELETE FROM customers");
    await sam.getByRole("button", { name: "Ask" }).click();
    await expect(answer.getByRole("heading")).toHaveText(
      `${PEOPLE.sam.name} (member) may run this on why-db`,
    );
    await expect(answer).toContainText("No guardrail and no rule stands against it.");
    expect(sam.url()).not.toMatch(/delete|command|statement/i);
  });

  await test.step("about others it refuses, whether or not there is such a person", async () => {
    for (const person of [ADMIN.email, "nobody@corp.test"]) {
      await sam.goto(`/why?connection=why-db&person=${person}`);
      await expect(refusal).toContainText("There is no such person for you.");
      await expect(answer).toHaveCount(0);
    }
  });

  await test.step("a connection that they may not see is one that does not exist", async () => {
    const said: string[] = [];
    for (const name of ["hidden-db", "no-such-db"]) {
      await sam.goto(`/why?connection=${name}`);
      await expect(refusal).toContainText("ACCESS.NOT_FOUND");
      said.push((await refusal.innerText()).replaceAll(name, "NAME"));
    }
    expect(said[0]).toBe(said[1]);
  });

  await test.step("an admin reads why somebody else may not", async () => {
    const admin = await adminAt(browser, world.gateway.url);
    await admin.goto(`/why?connection=hidden-db&person=${PEOPLE.sam.email}`);
    const region = admin.getByRole("region", { name: "Answer" });
    await expect(region.getByRole("heading")).toContainText("may not use hidden-db");
    await expect(region).toContainText("No group of this person is listed on the connection");
  });
});
