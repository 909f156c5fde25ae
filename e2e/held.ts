import { type Browser, expect, type Page } from "@playwright/test";
import { addConnection, addRule, type RuleChoice } from "@/testing/gateway-admin";
import { runStatement } from "./editor";
import { signInByProvider } from "./people";
import type { World } from "./world";

interface Guarded extends Omit<RuleChoice, "connections"> {
  readonly name: string;
  /** Whether the connection lets commands be run for their effect. */
  readonly previewAllowed?: boolean;
}

/** A rule over a connection of its own, that cleo's group approves. */
export async function guarded(
  browser: Browser,
  world: World,
  { previewAllowed = false, ...rule }: Guarded,
): Promise<{ readonly connection: string; readonly sam: Page; readonly cleo: Page }> {
  const { admin, target, gateway } = world;
  const connection = `${rule.name}-db`;
  const sam = await signInByProvider(browser, gateway.url, "sam");
  const cleo = await signInByProvider(browser, gateway.url, "cleo");
  const accessGroups = ["support"];
  await addConnection(admin, { name: connection, target, accessGroups, previewAllowed });
  await addRule(admin, {
    ...{ approverGroups: ["approver-support"], ...rule, connections: [connection] },
  });
  return { connection, sam, cleo };
}

export function results(page: Page) {
  return page.getByRole("region", { name: "Results" });
}

export async function hold(page: Page, connection: string, sql: string): Promise<string> {
  await page.goto(`/editor?connection=${connection}`);
  await runStatement(page, sql);
  await expect(results(page)).toContainText("HELD");
  return (await results(page).getByRole("link").first().getAttribute("href")) ?? "";
}
