import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every file of ours that git knows or would add: what a reader of the repository sees. */
export function repositoryFiles(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.split("\n").filter((path) => path !== "" && existsSync(path));
}

/** The code of ours: TypeScript and plain Node scripts. */
export function sourceFiles(): readonly SourceFile[] {
  return repositoryFiles()
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

/** `path:line` of every line a pattern is found in. */
export function linesWith(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .map((line, index) => (pattern.test(line) ? `${path}:${index + 1}` : null))
      .filter((place) => place !== null),
  );
}
