import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { type Gateway, startGateway } from "@/testing/gateway";
import { GatewayClient } from "@/testing/gateway-client";
import { collect } from "./collect";
import { problemsOf } from "./look-at";
import { signInLocally } from "./people";

const [ADA, BEN, CLEO, DAN] = ["ada", "ben", "cleo", "dan"].map((name) => `${name}@demo.test`);
let gateway: Gateway;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  gateway = await startGateway({ demo: true });
});
test.afterAll(() => gateway?.dispose());

const passwordOf = (email = "") => gateway.demoSignIns.get(email) ?? "";
const client = (email = "") => GatewayClient.signIn(gateway.url, email, passwordOf(email));

async function browserOf(browser: Browser, email = ""): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: gateway.url })).newPage();
  await signInLocally(page, gateway.url, { email, password: passwordOf(email) });
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  expect(await problemsOf(page, name)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test("a group owner reviews a group; the revoked lose access at once and the result is evidence", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const ben = await client(BEN);
  await collect(ben, "demo-shop", "SELECT 1");
  await collect(ben, "demo-shop", "UPDATE customers SET full_name = full_name WHERE false");

  const ada = await browserOf(browser, ADA);
  await test.step("an admin finds nothing yet and names an owner", async () => {
    await ada.getByRole("link", { name: "Access reviews" }).first().click();
    await expect(ada.getByText("Nothing was reviewed yet.")).toBeVisible();
    await picture(ada, "reviews-empty");
    await ada.getByRole("button", { name: "Group owners" }).click();
    const dialog = ada.getByRole("dialog");
    await dialog.getByLabel("Group", { exact: true }).selectOption("support");
    await dialog.getByLabel("Owners").fill(DAN ?? "");
    await dialog.getByLabel("Owners").press("Enter");
    await dialog.getByRole("button", { name: "Save owners" }).click();
    await expect(dialog).toBeHidden();
  });

  const dan = await browserOf(browser, DAN);
  await test.step("the owner starts a review of their group", async () => {
    await dan.getByRole("link", { name: "Access reviews" }).first().click();
    await dan.getByRole("button", { name: "Start a review" }).first().click();
    const dialog = dan.getByRole("dialog");
    await expect(dialog.getByLabel("Review").locator("option")).toHaveCount(1);
    await dialog.getByLabel("Group", { exact: true }).selectOption("support");
    await picture(dan, "review-start");
    await dialog.getByRole("button", { name: "Start the review" }).click();
    await expect(dan.getByRole("heading", { name: "support" })).toBeVisible();
  });

  await test.step("and decides with the keyboard, seeing what it was used for", async () => {
    const row = dan.getByRole("listitem", { name: "Ben Demo" });
    await expect(row).toContainText("2 sessions");
    await expect(row).toContainText("1 read · 1 write");
    await picture(dan, "review-open");
    await expect(dan.getByRole("button", { name: "Complete", exact: true })).toBeDisabled();
    await dan.keyboard.press("j");
    await expect(row).toBeFocused();
    await dan.keyboard.press("Shift+K");
    await expect(dan.getByRole("button", { name: "Keep Ben Demo" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await row.focus();
    await dan.keyboard.press("r");
    const dialog = dan.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Works in sales now.");
    await picture(dan, "review-revoke");
    await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(row).toContainText("Works in sales now.");
  });

  await test.step("completing says what it removes, and removes it", async () => {
    expect((await ben.fetch("/connections/demo-shop")).status).toBe(200);
    await dan.getByRole("button", { name: "Complete", exact: true }).click();
    const dialog = dan.getByRole("dialog");
    await expect(dialog).toContainText("leaves support");
    await picture(dan, "review-complete");
    await dialog.getByRole("button", { name: "Remove 1 and complete" }).click();
    await expect(dan.getByText("removed from support")).toBeVisible();
    await expect(dan.getByText("Unchanged since completion")).toBeVisible();
    await picture(dan, "review-result");
    expect((await ben.fetch("/connections/demo-shop")).status).toBe(404);
  });

  await test.step("a downloaded file has the digest that the page shows", async () => {
    for (const name of ["JSON lines", "CSV"]) {
      const fact = dan.locator("dl > div").filter({ hasText: name });
      const arrives = dan.waitForEvent("download");
      await fact.getByRole("link", { name: "Download" }).click();
      const file = await (await arrives).path();
      const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
      await expect(fact).toContainText(digest);
    }
  });

  await test.step("an auditor may fetch it; for others it is absent, like what is not there", async () => {
    const path = `/download/reviews/${dan.url().split("/").at(-1)}.csv`;
    const cleo = await client(CLEO);
    expect((await cleo.fetch(path)).status).toBe(200);
    const answers = [
      await ben.fetch(path),
      await ben.fetch("/download/reviews/rev_absent.csv"),
      await fetch(`${gateway.url}${path}`),
    ];
    const seen = await Promise.all(answers.map(async (one) => [one.status, await one.text()]));
    expect(new Set(seen.map(String))).toEqual(new Set(["404,Not found\n"]));
    cleo.close();
  });

  await test.step("a connection's review lists admins as let in by their role", async () => {
    await ada.goto("/access-reviews");
    await ada.getByRole("button", { name: "Start a review" }).click();
    const dialog = ada.getByRole("dialog");
    await dialog.getByLabel("Review").selectOption("connection");
    await dialog.getByLabel("Connection").selectOption("demo-shop");
    await dialog.getByRole("button", { name: "Start the review" }).click();
    await expect(ada.getByRole("listitem", { name: "Ada Demo" })).toContainText("by role");
    await picture(ada, "review-connection");
    await ada.goto("/access-reviews");
    await expect(ada.getByRole("row")).toHaveCount(3);
    await picture(ada, "reviews");
  });
  ben.close();
});
