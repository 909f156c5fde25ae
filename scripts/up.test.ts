import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const up = (...flags: string[]) =>
  spawnSync(process.execPath, ["scripts/up.mjs", ...flags], { encoding: "utf8" });

describe("npm run up", () => {
  it("explains its flags and starts nothing", () => {
    const { status, stdout } = up("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("--yes-demo");
    expect(stdout).toContain("--no-demo");
  });

  it("refuses a flag it does not know, before it installs anything", () => {
    const { status, stdout } = up("--with-demo");
    expect(status).toBe(2);
    expect(stdout).toContain("--yes-demo");
    expect(stdout).not.toContain("installing");
  });

  it("refuses flags that contradict each other", () => {
    const { status, stderr } = up("--yes-demo", "--no-demo");
    expect(status).toBe(1);
    expect(stderr).toContain("contradict");
  });
});
