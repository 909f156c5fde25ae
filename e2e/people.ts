import { type Browser, expect, type Page } from "@playwright/test";
import type { ProviderPerson } from "@/testing/oidc-provider";

/** Whom the identity provider knows; their groups decide everything else. */
export const PEOPLE = {
  sam: person("Sam Support", ["support"]),
  dan: person("Dan Engineer", ["engineering"]),
  olga: person("Olga Auditor", ["auditor"]),
  cleo: person("Cleo Approver", ["approver-support", "support"]),
  ivy: person("Ivy Support", ["support"]),
  dora: person("Dora Database", ["dba"]),
  sven: person("Sven Security", ["security"]),
  anna: person("Anna Approver", ["approver-db"]),
} as const satisfies Record<string, ProviderPerson>;

function person(name: string, groups: readonly string[]): Required<ProviderPerson> {
  const email = `${name.toLowerCase().replace(" ", ".")}@corp.test`;
  return { name, email, emailVerified: true, groups };
}

/** A browser of one's own, signed in through the identity provider. */
export async function signInByProvider(
  browser: Browser,
  url: string,
  userName: keyof typeof PEOPLE,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await goThroughProvider(page, userName);
  await expect(page.getByRole("navigation").first()).toBeVisible();
  return page;
}

/** From the sign-in page to where it leads afterwards. */
export async function goThroughProvider(page: Page, userName: keyof typeof PEOPLE): Promise<void> {
  await page.getByRole("button", { name: "Continue with Test provider" }).click();
  await page.getByLabel("User name").fill(userName);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signInLocally(
  page: Page,
  url: string,
  account: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
}
