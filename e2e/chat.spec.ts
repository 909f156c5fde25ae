import { type Browser, expect, type Page } from "@playwright/test";
import { ADMIN, addConnection, addRule } from "@/testing/gateway-admin";
import { SlackPerson } from "@/testing/slack-person";
import { type SlackServer, startSlackServer } from "@/testing/slack-server";
import type { SlackMessage, SlackUser } from "@/testing/slack-world";
import { runState, runStatement } from "./editor";
import { problemsOf } from "./look-at";
import { goThroughProvider, signInByProvider, signInLocally } from "./people";
import { test, type World } from "./world";

const APPROVE = "gatehouse.approve";
const DORA: SlackUser = { id: "U0DORA", name: "dora", email: "dora@slack.test" };
const PHONE = { width: 390, height: 844 };

let slack: SlackServer;
let integrationId = "";
test.beforeAll(async ({ world }) => {
  slack = await startSlackServer({ users: [DORA] });
  const { botToken, signingSecret } = slack.world;
  const { id } = await world.admin.mutate<{ id: string }>("integrations.create", {
    ...{ kind: "slack", name: "approvals", enabled: true, everyRequest: true },
    settings: { apiUrl: slack.apiUrl, channel: "#approvals", mode: "http" },
    secret: { botToken, signingSecret, appToken: "" },
  });
  integrationId = id;
});
test.afterAll(async ({ world }) => {
  await world.admin.mutate("integrations.delete", { id: integrationId });
  await slack.close();
});

/** Dora at her Slack: what she does there, Slack sends signed to the gateway. */
const doraInSlack = ({ gateway }: World) =>
  new SlackPerson(slack, DORA, `${gateway.url}/slack/${integrationId}`);

/** The link that Slack shows to her alone. */
async function linkFor(world: World): Promise<string> {
  const { body } = await doraInSlack(world).command("link");
  return /<(http[^|]+)\|/.exec(JSON.parse(body).text)?.[1] ?? "";
}

async function confirmLink(dora: Page, link: string): Promise<void> {
  await dora.goto(link);
  await dora.getByRole("button", { name: "Yes, it is mine" }).click();
  await expect(dora.getByText("dora is linked to you.")).toBeVisible();
}

/** A connection whose writes need one of dba and one of security, and who there is. */
async function guarded(browser: Browser, world: World, name: string) {
  const { admin, target, gateway } = world;
  const sam = await signInByProvider(browser, gateway.url, "sam");
  const dora = await signInByProvider(browser, gateway.url, "dora");
  const sven = await signInByProvider(browser, gateway.url, "sven");
  await addConnection(admin, { name, target, accessGroups: ["support"] });
  const approverGroups = ["dba", "security"];
  await addRule(admin, { name, connections: [name], approverGroups, commands: "writes" });
  return { sam, dora, sven };
}

function results(page: Page) {
  return page.getByRole("region", { name: "Results" });
}

/** Runs it as soon as the gateway knows the rule, a second after it was put; the request's path. */
async function hold(page: Page, connection: string, sql: string): Promise<string> {
  await expect(async () => {
    await page.goto(`/editor?connection=${connection}`);
    await runStatement(page, sql);
    await expect(results(page)).toContainText("HELD", { timeout: 3_000 });
  }).toPass();
  return (await results(page).getByRole("link").first().getAttribute("href")) ?? "";
}

/** The newest message in the channel that says this. */
function messageWith(text: string): SlackMessage | undefined {
  const said = ({ blocks }: SlackMessage) => JSON.stringify(blocks).includes(text);
  return slack.world.messages.findLast((one) => one.channel === "C0APPROVALS" && said(one));
}

test("a held command is approved with a button in Slack and on a phone, and its result appears by itself", async ({
  browser,
  world,
}) => {
  const { sam, dora, sven } = await guarded(browser, world, "two-hands-db");
  await confirmLink(dora, await linkFor(world));
  await hold(sam, "two-hands-db", "UPDATE customers SET name = 'Both' WHERE id = 20");
  await expect.poll(() => messageWith("'Both'")).toBeDefined();
  const { ts } = messageWith("'Both'") as SlackMessage;

  await test.step("the database administrator presses Approve in Slack", async () => {
    expect(await doraInSlack(world).press(ts, APPROVE)).toEqual({ status: 200, body: "" });
    await expect.poll(() => slack.told.at(-1)?.body["text"]).toBe("Your approval was recorded.");
    await expect.poll(() => messageWith("Approved by Dora Database")?.ts).toBe(ts);
    await expect(results(sam)).toContainText("HELD");
  });

  await test.step("security approves on a phone", async () => {
    await sven.setViewportSize(PHONE);
    await sven.goto("/access-requests?box=for-me");
    await sven.getByRole("link").filter({ hasText: "'Both'" }).first().click();
    await sven.getByRole("button", { name: "Approve", exact: true }).click();
  });

  await expect(runState(sam)).toContainText(/done/i);
  expect(world.target.psql("SELECT name FROM customers WHERE id = 20")).toBe("Both");
  await expect.poll(() => messageWith("Approved by Sven Security")?.ts).toBe(ts);
  await expect.poll(() => messageWith("Approved and executed")?.ts).toBe(ts);
  expect(JSON.stringify(messageWith("'Both'")?.blocks)).not.toContain(APPROVE);
});

test("a signed link makes a Slack account somebody's, once they are signed in, until they unlink it", async ({
  browser,
  world,
}) => {
  const link = await linkFor(world);
  const context = await browser.newContext({ baseURL: world.gateway.url });
  const dora = await context.newPage();
  await dora.goto(link);
  await goThroughProvider(dora, "dora");
  await expect(dora.getByRole("heading", { name: "Is this your Slack account?" })).toBeVisible();
  await expect(dora.getByText("dora in work")).toBeVisible();
  const problems = await problemsOf(dora, "link-chat");
  await dora.getByRole("button", { name: "Yes, it is mine" }).click();
  await expect(dora.getByText("dora is linked to you.")).toBeVisible();

  await test.step("it works once", async () => {
    await dora.goto(link);
    await expect(dora.getByText("This link does not work any more.")).toBeVisible();
    problems.push(...(await problemsOf(dora, "link-chat-used")));
  });

  await test.step("the account page shows it, and unlinks it", async () => {
    await dora.goto("/account");
    problems.push(...(await problemsOf(dora, "account-chat")));
    await dora.getByRole("button", { name: "Unlink dora" }).click();
    await expect(dora.getByText("Slack accounts")).toHaveCount(0);
    const { body } = await doraInSlack(world).command("subscribe");
    expect(body).toContain("link-chat?token=");
  });
  expect(problems).toEqual([]);
});

test("the link of a card leads through the sign-in to the decision, and not to another text", async ({
  browser,
  world,
}) => {
  const { sam, dora } = await guarded(browser, world, "carded-db");
  const path = await hold(sam, "carded-db", "UPDATE customers SET name = 'Card' WHERE id = 21");
  const context = await browser.newContext({ baseURL: world.gateway.url });
  const sven = await context.newPage();
  const dialog = sven.getByRole("dialog");
  await sven.goto(`${path}?decide=approve&revision=1`);
  await goThroughProvider(sven, "sven");
  await expect(dialog).toContainText("UPDATE customers SET name = 'Card' WHERE id = 21");
  const problems = await problemsOf(sven, "decide-approve");
  await sven.setViewportSize({ width: 1440, height: 900 });

  await test.step("an edit closes it: nobody approves a text that they did not see", async () => {
    await dora.goto(path);
    await dora.getByRole("button", { name: "Modify" }).click();
    const edited = "UPDATE customers SET name = 'Edited' WHERE id = 21";
    await dora.getByLabel("Command", { exact: true }).fill(edited);
    await dora.getByRole("button", { name: "Propose" }).click();
    await expect(sven.getByText("The request was edited since your link was made")).toBeVisible();
    await expect(dialog).toHaveCount(0);
  });

  await test.step("the old link shows the new text and opens nothing; the new one asks why", async () => {
    await sven.goto(`${path}?decide=approve&revision=1`);
    await expect(sven.getByText("this is revision 2")).toBeVisible();
    await expect(sven.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
    await expect(dialog).toHaveCount(0);
    problems.push(...(await problemsOf(sven, "decide-edited")));
    await sven.goto(`${path}?decide=reject&revision=2`);
    await dialog.getByLabel("Reason").fill("Not on a Friday");
    await dialog.getByRole("button", { name: "Reject" }).click();
    await expect(sven.getByText("REJECTED", { exact: true })).toBeVisible();
    await expect(results(sam)).toContainText("Not on a Friday");
  });
  expect(world.target.psql("SELECT count(*) FROM customers WHERE name IN ('Card', 'Edited')")).toBe(
    "0",
  );
  expect(problems).toEqual([]);
});

test("an admin finds what to set up at Slack on the integration's page", async ({
  browser,
  world,
}) => {
  const context = await browser.newContext({ baseURL: world.gateway.url });
  const page = await context.newPage();
  await signInLocally(page, world.gateway.url, ADMIN);
  await page.goto(`/integrations/${integrationId}`);
  const address = `${world.gateway.url}/slack/${integrationId}`;
  await expect(page.getByText(address, { exact: true })).toBeVisible();
  await page.getByText("All of it as an app manifest").click();
  await expect(page.getByText('"request_url"')).toBeVisible();
  expect(await problemsOf(page, "integration-slack-setup")).toEqual([]);
});
