import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STEPS } from "./check-steps";
import { run } from "./run";

/** A check that cannot fail is not a check: each tool is run, as `npm run check` runs it, on planted mistakes. */
const CONFIGS = [
  ".oxlintrc.json",
  ".dependency-cruiser.mjs",
  "biome.json",
  "knip.jsonc",
  "tsconfig.json",
  "scripts/arrows.mjs",
];

const CLEAN = {
  "domain/colour.ts": `export type Colour = "red" | "green";
export function nameOf(colour: Colour): string {
  switch (colour) {
    case "red":
      return "Red";
    case "green":
      return "Green";
  }
}
`,
  "server/main.ts": `import { nameOf } from "@/domain/colour";

async function paint(): Promise<string> {
  return await Promise.resolve(nameOf("red"));
}

await paint();
`,
};

const MANIFEST = {
  name: "planted",
  type: "module",
  devDependencies: { "dependency-cruiser": "17.4.3" },
};

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-planted-"));
  for (const config of CONFIGS) cpSync(config, path.join(folder, config));
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  writeFileSync(path.join(folder, ".gitignore"), "node_modules\n");
  mkdirSync(path.join(folder, "e2e"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lays the clean project down with some files changed, runs one step of the check there. */
async function check(name: string, planted: Readonly<Record<string, string>> = {}) {
  for (const one of ["domain", "server"])
    rmSync(path.join(folder, one), { recursive: true, force: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(MANIFEST));
  for (const [file, text] of Object.entries({ ...CLEAN, ...planted })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const step = STEPS.find((one) => one.name === name);
  const command = step?.command ?? [];
  const arrows = name === "arrows" ? [...command.slice(0, 6), "domain", "server"] : command;
  return await run(arrows, 60_000, folder);
}

describe("lint with types", () => {
  it("passes a clean project", async () => {
    const { ok, output } = await check("lint with types");
    expect(output).toContain("Found 0 warnings and 0 errors");
    expect(ok).toBe(true);
  });

  it("stops a floating promise", async () => {
    const floating = CLEAN["server/main.ts"].replace("await paint();", "paint();");
    const { ok, output } = await check("lint with types", { "server/main.ts": floating });
    expect(output).toContain("no-floating-promises");
    expect(ok).toBe(false);
  });

  it("stops a switch that forgets a case", async () => {
    const forgetful = CLEAN["domain/colour.ts"].replace(/ {4}case "green":\n.*\n/, "");
    const { ok, output } = await check("lint with types", { "domain/colour.ts": forgetful });
    expect(output).toContain("switch-exhaustiveness-check");
    expect(ok).toBe(false);
  });

  it("stops a function with four parameters", async () => {
    const many = `export function add(a: number, b: number, c: number, d: number): number {\n  return a + b + c + d;\n}\n`;
    const { ok, output } = await check("lint with types", { "domain/add.ts": many });
    expect(output).toContain("max-params");
    expect(ok).toBe(false);
  });
});

describe("arrows", () => {
  it("pass a clean project, and see it", async () => {
    const { ok, output } = await check("arrows");
    expect(output).toMatch(/no dependency violations found \([1-9]/);
    expect(ok).toBe(true);
  });

  it("stop the domain from importing the server", async () => {
    const reaching = `import { nothing } from "@/server/nothing";\nexport const colour = nothing;\n`;
    const { ok, output } = await check("arrows", {
      "domain/reaching.ts": reaching,
      "server/nothing.ts": `export const nothing = 0;\n`,
    });
    expect(output).toContain("domain-arrows");
    expect(ok).toBe(false);
  });

  it("stop the domain from importing the server's types", async () => {
    const { ok, output } = await check("arrows", {
      "domain/reaching.ts": `import type { Nothing } from "@/server/nothing";\nexport const colour: Nothing = 0;\n`,
      "server/nothing.ts": `export type Nothing = 0;\n`,
    });
    expect(output).toContain("domain-arrows");
    expect(ok).toBe(false);
  });

  it("stop the domain from reading a disk", async () => {
    const { ok, output } = await check("arrows", {
      "domain/reading.ts": `import { readFileSync } from "node:fs";\nexport const text = readFileSync("x", "utf8");\n`,
    });
    expect(output).toContain("domain-stands-alone");
    expect(ok).toBe(false);
  });
});

describe("dead code", () => {
  it("passes a clean project", async () => {
    const { ok, output } = await check("dead code");
    expect(output).not.toMatch(/^(Unused|Unlisted|Unresolved)/m);
    expect(ok).toBe(true);
  });

  it("stops an export that nobody uses", async () => {
    const dead = `${CLEAN["domain/colour.ts"]}export const unused = 1;\n`;
    const { ok, output } = await check("dead code", { "domain/colour.ts": dead });
    expect(output).toContain("unused");
    expect(ok).toBe(false);
  });

  it("stops a file that nobody uses", async () => {
    const { ok, output } = await check("dead code", {
      "domain/lonely.ts": "export const lonely = 1;\n",
    });
    expect(output).toContain("domain/lonely.ts");
    expect(ok).toBe(false);
  });
});
