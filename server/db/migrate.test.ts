import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { freshDatabase } from "@/testing/store";
import { migrate } from "./migrate";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: pg.Client;
let folder: string;

beforeEach(async () => {
  database = await freshDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  folder = mkdtempSync(path.join(os.tmpdir(), "gatehouse-migrations-"));
  cpSync("prisma/migrations", folder, { recursive: true });
});
afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function addMigration(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

it("applies what is missing, once", async () => {
  const first = await migrate(client, folder);
  expect(first.length).toBeGreaterThan(0);
  expect(await migrate(client, folder)).toEqual([]);
  addMigration("29990101000000_later", "CREATE TABLE later (id int)");
  expect(await migrate(client, folder)).toEqual(["29990101000000_later"]);
});

it("leaves the store as it was when a migration fails", async () => {
  await migrate(client, folder);
  addMigration("29990101000000_bad", "CREATE TABLE half (id int); SELECT 1 / 0");
  await expect(migrate(client, folder)).rejects.toThrow("29990101000000_bad failed");
  const { rows } = await client.query("SELECT to_regclass('half') AS half");
  expect(rows).toEqual([{ half: null }]);
});

it("refuses a store that a newer release has migrated", async () => {
  addMigration("29990101000000_later", "CREATE TABLE later (id int)");
  await migrate(client, folder);
  await expect(migrate(client, "prisma/migrations")).rejects.toThrow("by a newer release");
});

it("refuses a migration that was edited after it was applied", async () => {
  addMigration("29990101000000_later", "CREATE TABLE later (id int)");
  await migrate(client, folder);
  addMigration("29990101000000_later", "CREATE TABLE later (id bigint)");
  await expect(migrate(client, folder)).rejects.toThrow("was edited");
});

it("lets two gateways start at once and migrate once", async () => {
  const other = new pg.Client(database.url);
  await other.connect();
  const applied = await Promise.all([migrate(client, folder), migrate(other, folder)]);
  await other.end();
  expect(applied.flat().length).toBe(new Set(applied.flat()).size);
});
