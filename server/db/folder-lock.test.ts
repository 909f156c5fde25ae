import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockFolder } from "./folder-lock";

let folder: string;
const file = () => path.join(folder, "gateway.lock");

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "gatehouse-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is taken once, and again after it was given back", () => {
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow("Another gateway");
  unlock();
  expect(existsSync(file())).toBe(false);
  lockFolder(folder)();
});

it("is taken over from a process that is gone", () => {
  writeFileSync(file(), "4194304999 123\n");
  lockFolder(folder);
  expect(readFileSync(file(), "utf8")).toContain(`${process.pid} `);
});

it("is taken over when the number belongs to a younger process", () => {
  writeFileSync(file(), `${process.pid} 1\n`);
  lockFolder(folder);
  expect(readFileSync(file(), "utf8")).not.toBe(`${process.pid} 1\n`);
});

it("is not given back by somebody who no longer holds it", () => {
  const unlock = lockFolder(folder);
  writeFileSync(file(), "1 1\n");
  unlock();
  expect(existsSync(file())).toBe(true);
});
