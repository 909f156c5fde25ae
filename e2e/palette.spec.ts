import { mkdirSync } from "node:fs";
import { type Browser, expect, type Page } from "@playwright/test";
import { ADMIN, addConnection } from "@/testing/gateway-admin";
import { signInByProvider, signInLocally } from "./people";
import { barriersOf } from "./watch-page";
import { test, type World } from "./world";

const SCREENSHOTS = ".tmp/screenshots";

function field(page: Page) {
  return page.getByRole("combobox", { name: "Go to" });
}

function chosen(page: Page) {
  return page.getByRole("option", { selected: true });
}

async function open(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Go to…" }).locator("visible=true");
  await expect(button).toHaveAttribute("aria-keyshortcuts", "Control+K Meta+K");
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
}

let isOffered = false;
/** A member of support; two connections for that group and one for no group. */
async function samWithShops(browser: Browser, { gateway, admin, target }: World): Promise<Page> {
  const sam = await signInByProvider(browser, gateway.url, "sam");
  if (isOffered) return sam;
  isOffered = true;
  await addConnection(admin, { name: "shop-north", target, accessGroups: ["support"] });
  await addConnection(admin, { name: "shop-south", target, accessGroups: ["support"] });
  await addConnection(admin, { name: "shop-secret", target });
  return sam;
}

async function adminAt(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url })).newPage();
  await signInLocally(page, url, ADMIN);
  return page;
}

test("a member finds the connections of their groups by Ctrl-K, and not another", async ({
  browser,
  world,
}) => {
  const sam = await samWithShops(browser, world);
  await open(sam);
  await field(sam).fill("shop-");
  await expect(sam.getByRole("group", { name: "Connections" }).getByRole("option")).toHaveText([
    ...["shop-north", "shop-south"],
  ]);
  await expect(sam.getByRole("option", { name: "shop-secret" })).toHaveCount(0);
  await field(sam).fill("shop-secret");
  await expect(sam.getByText("Nothing that you may see is called “shop-secret”.")).toBeVisible();
  await field(sam).fill("no-such-shop");
  await expect(sam.getByText("Nothing that you may see is called “no-such-shop”.")).toBeVisible();
  const admin = await adminAt(browser, world.gateway.url);
  await open(admin);
  await field(admin).fill("shop-secret");
  await expect(admin.getByRole("option", { name: "shop-secret" })).toBeVisible();
});

test("the keyboard alone opens it, walks, goes and closes", async ({ browser, world }) => {
  const sam = await samWithShops(browser, world);
  await test.step("the arrows walk, around the ends too", async () => {
    await open(sam);
    await field(sam).fill("shop-");
    await expect(sam.getByRole("option")).toHaveCount(2);
    await expect(chosen(sam)).toHaveText("shop-north");
    await sam.keyboard.press("ArrowDown");
    await expect(chosen(sam)).toHaveText("shop-south");
    const id = await chosen(sam).getAttribute("id");
    await expect(field(sam)).toHaveAttribute("aria-activedescendant", id ?? "none");
    await sam.keyboard.press("ArrowDown");
    await expect(chosen(sam)).toHaveText("shop-north");
    await sam.keyboard.press("ArrowUp");
    await expect(chosen(sam)).toHaveText("shop-south");
  });
  await test.step("Enter goes there", async () => {
    await sam.keyboard.press("Enter");
    await expect(sam).toHaveURL(/\/connections\/shop-south$/);
    await expect(field(sam)).toHaveCount(0);
  });
  await test.step("Escape closes it, goes nowhere and gives the keyboard back", async () => {
    const link = sam.getByRole("link", { name: "Sessions" }).first();
    await link.focus();
    await open(sam);
    await expect(sam.getByRole("group", { name: "Recent" }).getByRole("option")).toHaveText([
      "shop-south",
    ]);
    await sam.keyboard.press("Escape");
    await expect(field(sam)).toHaveCount(0);
    await expect(sam).toHaveURL(/\/connections\/shop-south$/);
    await expect(link).toBeFocused();
  });
  await test.step("Ctrl-K reaches it out of the editor, and closes it again", async () => {
    await sam.goto("/editor?connection=shop-north");
    await expect(sam.locator(".monaco-editor").first()).toBeVisible();
    await sam.getByRole("textbox", { name: "Statement" }).click({ force: true });
    await open(sam);
    await sam.keyboard.press("Control+k");
    await expect(field(sam)).toHaveCount(0);
  });
});

test("it is free of barriers at both sizes, light and dark", async ({ browser, world }) => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await samWithShops(browser, world);
  const page = await adminAt(browser, world.gateway.url);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.getByRole("button", { name: "Go to…" }).locator("visible=true").click();
      for (const [name, text] of [
        ["pages", ""],
        ["found", "s"],
        ["nothing", "no-such-thing"],
      ] as const) {
        await field(page).fill(text);
        if (name === "nothing") await expect(page.getByText("Nothing that you may")).toBeVisible();
        else await expect(page.getByRole("option").first()).toBeVisible();
        await page.screenshot({
          path: `${SCREENSHOTS}/palette-${name}-${width}-${colorScheme}.png`,
        });
        expect(await barriersOf(page)).toEqual([]);
        const box = await page.getByRole("dialog").boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      }
      await page.keyboard.press("Escape");
      await expect(field(page)).toHaveCount(0);
    }
  }
});
