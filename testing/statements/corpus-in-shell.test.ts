import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SHELL_CORPUS } from "@/domain/statements/corpus/shell/corpus";
import { DOUBTS } from "@/domain/statements/corpus/shell/others";

const SHELLS = ["sh", "bash"] as const;
const RUN_MS_MAX = 10_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-shell-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the corpus of shells is about. */
function fill(): string {
  rmSync(folder, { recursive: true, force: true });
  for (const inner of ["sub", "bin", "trap"])
    mkdirSync(path.join(folder, inner), { recursive: true });
  const files = { "a.txt": "one\ntwo\n", "b.txt": "three\n", "sub/c.txt": "four\n", "-name": "" };
  const traps = { "trap/-omade": "", "trap/z.txt": "five\n" };
  for (const [name, text] of Object.entries({ ...files, ...traps })) {
    writeFileSync(path.join(folder, name), text);
  }
  writeFileSync(path.join(folder, "bin/ls"), '#!/bin/sh\nrm -f "$HOME/a.txt"\n');
  chmodSync(path.join(folder, "bin/ls"), 0o755);
  const made = spawnSync("tar", ["-cf", "archive.tar", "--transform=s/c/d/", "sub/c.txt"], {
    cwd: folder,
  });
  if (made.status !== 0) throw new Error("tar made no archive.");
  return snapshot();
}

/** Every file with its rights, its time and what is in it. */
function snapshot(): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return JSON.stringify(names.map((name) => [name, told(path.join(folder, name))]));
}

function told(file: string): readonly unknown[] {
  const found = lstatSync(file);
  const { mode, mtimeMs } = found;
  if (found.isDirectory()) return [mode];
  if (found.isSymbolicLink()) return [readlinkSync(file)];
  return [mode, mtimeMs, readFileSync(file, "latin1")];
}

interface Ran {
  readonly hasChanged: boolean;
  readonly hasFailed: boolean;
}

/** By one shell, in the folder, which is made anew. */
function run(shell: (typeof SHELLS)[number], text: string): Ran {
  const before = fill();
  const settings = { HOME: folder, x: "a.txt", opt: "-omade", del: "-delete" };
  const { status } = spawnSync(shell, ["-c", text], {
    ...{ cwd: folder, stdio: ["pipe", "pipe", "pipe"], input: "", timeout: RUN_MS_MAX },
    env: { NODE_ENV: "test", PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", ...settings },
  });
  return { hasChanged: before !== snapshot(), hasFailed: status !== 0 };
}

describe("real shells confirm the corpus", () => {
  it.each([...SHELL_CORPUS, ...DOUBTS].map(({ sql, truth }) => [sql, truth] as const))(
    "%j: %s",
    (text, truth) => {
      const ran = SHELLS.map((shell) => run(shell, text));
      // What one of them does not understand, another runs.
      expect(ran.some(({ hasChanged }) => hasChanged)).toBe(truth === "write");
      if (truth === "error") expect(ran.every(({ hasFailed }) => hasFailed)).toBe(true);
      if (truth === "read") expect(ran.some(({ hasFailed }) => hasFailed)).toBe(false);
    },
  );
});
