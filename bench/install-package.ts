import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const INSTALL_MS_MAX = 600_000;
const PEERS = path.join(tmpdir(), "gatehouse-bench-peers");

/** Installs a package of the registry outside the repository, once a machine. */
export function installPackage(spec: string, overrides: Readonly<Record<string, string>> = {}) {
  const folder = path.join(PEERS, spec.replace(/[^a-z0-9.]+/gi, "-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, overrides }));
  const { status, stderr } = spawnSync(
    "npm",
    ["install", "--no-audit", "--no-fund", "--no-save", "--prefer-offline", spec],
    { cwd: folder, timeout: INSTALL_MS_MAX, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${spec} does not install: ${lastLine(stderr)}`);
  return folder;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
