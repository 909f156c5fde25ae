import { expect, type Page } from "@playwright/test";
import { runState, runStatement } from "./editor";
import type { World } from "./world";

/** From the click to the database: a second, and what the browser needs for the click itself. */
export const STOP_MS_MAX = 2_000;

/** Runs until somebody stops it; sees first that the database works on it. */
export async function holdQuery(page: Page, world: World, connection: string): Promise<void> {
  await page.goto(`/editor?connection=${connection}`);
  await runStatement(page, `SELECT pg_sleep(100), 'held on ${connection}'`);
  await expect(runState(page)).toContainText(/running/i);
  await expect.poll(() => heldOn(world.target, connection)).toBe("1");
}

export function heldOn(target: World["target"], connection: string): string {
  const works = `state = 'active' AND query LIKE '%held on ${connection}%'`;
  return target.psql(
    `SELECT count(*) FROM pg_stat_activity WHERE ${works} AND pid <> pg_backend_pid()`,
  );
}

/** The database stopped working on it soon after this press. */
export async function expectStopAt(press: () => Promise<void>, world: World, connection: string) {
  const pressedAt = Date.now();
  await press();
  const intervals = [50];
  const timeout = Math.max(1, STOP_MS_MAX - (Date.now() - pressedAt));
  await expect.poll(() => heldOn(world.target, connection), { intervals, timeout }).toBe("0");
}
