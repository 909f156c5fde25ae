import { spawn } from "node:child_process";
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

it("is taken once, and again after it was given back", async () => {
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow("Another gateway");
  unlock();
  expect(existsSync(file())).toBe(false);
  (await lockFolder(folder))();
});

it("is taken over from a process that is gone", async () => {
  writeFileSync(file(), "4194304999 123\n");
  await lockFolder(folder);
  expect(readFileSync(file(), "utf8")).toContain(`${process.pid} `);
});

it("is taken over when the number belongs to a younger process", async () => {
  writeFileSync(file(), `${process.pid} 1\n`);
  await lockFolder(folder);
  expect(readFileSync(file(), "utf8")).not.toBe(`${process.pid} 1\n`);
});

it("is not given back by somebody who no longer holds it", async () => {
  const unlock = await lockFolder(folder);
  writeFileSync(file(), "1 1\n");
  unlock();
  expect(existsSync(file())).toBe(true);
});

it("waits a moment for a holder that was just killed", async () => {
  const holder = spawn("sleep", ["60"]);
  const birth = readFileSync(`/proc/${holder.pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
  writeFileSync(file(), `${holder.pid} ${birth}\n`);
  const taken = lockFolder(folder);
  holder.kill("SIGKILL");
  await taken;
  expect(readFileSync(file(), "utf8")).toContain(`${process.pid} `);
});
