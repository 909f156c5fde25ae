import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryFiles } from "./source-files";

const documents = repositoryFiles().filter((file) => file.endsWith(".md"));

/** Targets of relative links: `[words](../docs/x.md#part)`. */
function brokenLinks(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
    .map((match) => match[1] ?? "")
    .filter((target) => !existsSync(path.join(path.dirname(file), target)))
    .map((target) => `${file} → ${target}`);
}

describe("documents", () => {
  it("link only to what exists", () => {
    expect(documents.flatMap(brokenLinks)).toEqual([]);
  });

  it("name only scripts that package.json has", () => {
    const manifest: { scripts: Record<string, string> } = JSON.parse(
      readFileSync("package.json", "utf8"),
    );
    const named = documents.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/npm run ([a-z][a-z:-]*)/g)].map((match) => ({
        file,
        script: match[1] ?? "",
      })),
    );
    expect(named.filter((one) => manifest.scripts[one.script] === undefined)).toEqual([]);
  });
});
