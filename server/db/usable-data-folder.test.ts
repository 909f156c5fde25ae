import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEnv } from "../env";
import { FALLBACK_FOLDER, firstWall, usableDataFolder } from "./usable-data-folder";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join("/tmp", "gatehouse-home-")); // Mode 700, like many homes.
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const usable = (settings: Record<string, string> = {}) =>
  usableDataFolder(readEnv({ GATEHOUSE_DATA: path.join(home, "project/data"), ...settings }));

describe("a folder that others may not pass", () => {
  it("is named, the topmost first", () => {
    mkdirSync(path.join(home, "project"), { mode: 0o700 });
    expect(firstWall(path.join(home, "project"))).toBe(home);
    chmodSync(home, 0o755);
    expect(firstWall(path.join(home, "project"))).toBe(path.join(home, "project"));
  });
});

describe.runIf(process.getuid?.() === 0)("run by root", () => {
  it("keeps its data where services do, and says so, below a closed home", () => {
    const { env, notice } = usable();
    expect(env.GATEHOUSE_DATA).toBe(FALLBACK_FOLDER);
    expect(notice).toContain(home);
  });

  it("stays where it was told below an open home", () => {
    chmodSync(home, 0o755);
    expect(usable()).toMatchObject({ notice: null });
  });

  it("stays where it was told when no PostgreSQL is started at all", () => {
    const settings = { DATABASE_URL: "postgresql://db.test/x", GATEHOUSE_DEMO: "0" };
    expect(usable(settings).notice).toBeNull();
  });
});
