import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { addConnection } from "@/testing/gateway-admin";
import { runState, runStatement } from "./editor";
import { results } from "./held";
import { problemsOf } from "./look-at";
import { signInByProvider } from "./people";
import { test } from "./world";

/** What the browser keeps of an entry of the menu, and under which name. */
async function taken(page: Page, entry: string): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
  const download = await coming;
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), "utf8"),
  };
}

test("a session is taken as files for people, programs and spreadsheets, masked and audited", async ({
  browser,
  world,
}) => {
  const connection = "files-db";
  const { admin, target, gateway } = world;
  const sam = await signInByProvider(browser, gateway.url, "sam");
  await addConnection(admin, { name: connection, target, accessGroups: ["support"] });
  await sam.goto(`/editor?connection=${connection}`);
  await runStatement(
    sam,
    "SELECT id, email, -id AS less FROM customers ORDER BY id LIMIT 3; SELECT 1 AS one",
  );
  await expect(runState(sam)).toContainText(/done/i);
  await results(sam).getByRole("link", { name: "Session", exact: true }).click();
  await expect(sam).toHaveURL(/\/sessions\/ses_/);
  await expect(sam.getByRole("grid").getByRole("row").nth(2)).toBeVisible();
  const id = new URL(sam.url()).pathname.split("/").at(-1) ?? "";

  await sam.getByRole("button", { name: "Download", exact: true }).click();
  await expect(sam.getByRole("menuitem", { name: "Result 2 as CSV" })).toBeVisible();
  await sam.screenshot({ path: ".tmp/screenshots/session-download-menu.png" });
  await sam.keyboard.press("Escape");
  await expect(sam.getByRole("menu")).toHaveCount(0);
  expect(await problemsOf(sam, "session-with-files")).toEqual([]);

  const sheet = await taken(sam, "Result 1 as CSV");
  expect(sheet.name).toBe(`${id}-result-1.csv`);
  expect(sheet.text.split("\r\n")).toEqual([
    ...[`"id","email","less"`, `"1","[EMAIL]","-1"`, `"2","[EMAIL]","-2"`, `"3","[EMAIL]","-3"`],
    "",
  ]);
  const everything = await taken(sam, "Everything as JSON lines");
  const rows = everything.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === "row");
  expect(rows.map(({ cells }) => cells)).toEqual([
    ...["1", "2", "3"].map((number) => [number, "[EMAIL]", `-${number}`]),
    ["1"],
  ]);
  const transcript = await taken(sam, "Transcript as text");
  expect(transcript.text).toContain("  2\t[EMAIL]\t-2\n");

  const dan = await signInByProvider(browser, gateway.url, "dan");
  expect((await dan.request.get(`/download/sessions/${id}.txt`)).status()).toBe(404);
  const trail = await admin.query<{ rows: { event: string; subject: string }[] }>("audit.list", {});
  const noted = trail.rows.filter(({ event }) => event === "session.exported");
  expect(noted.map(({ subject }) => subject)).toEqual([id, id, id]);
});
