import path from "node:path";
import { describe, expect, it } from "vitest";
import { linesWith, repositoryFiles, sourceFiles } from "./source-files";

const files = sourceFiles();
const paths = repositoryFiles();
const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) || /^(testing|e2e|bench|scripts)\//.test(file);
const product = files.filter((file) => !isTest(file.path) && file.path.includes("/"));
/** This file spells out what it looks for. */
const others = files.filter((file) => file.path !== "scripts/rules/repository.test.ts");

const LINES_MAX = { ".ts": 300, ".mjs": 300, ".tsx": 250 } as const;

describe("files", () => {
  it("stay within the lines a reader can hold", () => {
    const tooLong = files.filter(({ path: name, text }) => {
      const max = LINES_MAX[path.extname(name) as keyof typeof LINES_MAX];
      return text.split("\n").length - 1 > max;
    });
    expect(tooLong.map((file) => file.path)).toEqual([]);
  });

  it("have kebab-case names", () => {
    const odd = files
      .filter((file) => !file.path.startsWith("app/") && file.path.includes("/"))
      .filter(
        (file) =>
          !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.config|\.worker|\.spec)?\.(ts|tsx|mjs|d\.ts)$/.test(
            path.basename(file.path),
          ),
      );
    expect(odd.map((file) => file.path)).toEqual([]);
  });

  it("lie in folders that are named after something", () => {
    const nothing = /(^|\/)(utils?|helpers?|lib|common|misc|types|shared)\//;
    expect(paths.filter((file) => nothing.test(file))).toEqual([]);
  });

  it("are imported by their own name, never through a re-exporting index", () => {
    expect(paths.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
  });
});

describe("code", () => {
  it("has no any, no silenced compiler and no silenced linter without a reason", () => {
    expect(linesWith(others, /\bas any\b|: any\b|<any>|@ts-(ignore|nocheck)/)).toEqual([]);
    expect(linesWith(others, /(eslint|oxlint)-disable(?!.*-- \w)/)).toEqual([]);
    expect(linesWith(others, /biome-ignore [^:]+:\s*$/)).toEqual([]);
  });

  it("throws refusals and broken invariants, never a bare error", () => {
    const allowed = /^server\/deps\.ts$|^domain\/invariant\.ts$/;
    const checked = product.filter((file) => !allowed.test(file.path));
    expect(linesWith(checked, /throw new Error\(/)).toEqual([]);
  });

  it("swallows no error", () => {
    expect(linesWith(others, /\.catch\(\(\w*\) => (\{\s*\}|false|null|undefined)\)/)).toEqual([]);
  });

  it("touches tables in stores only", () => {
    const outside = product.filter(
      (file) => file.path.startsWith("server/") && !/\/store\.ts$|^server\/db\//.test(file.path),
    );
    const table =
      /\b(tx|read|prisma)\.\w+\.(find|create|update|delete|upsert|count|aggregate|groupBy)/;
    expect(linesWith(outside, table)).toEqual([]);
  });

  it("writes to the console only where a terminal is the reader", () => {
    const terminal = /^(server\/main\.ts|agent\/main\.ts|cli\/)/;
    const silent = product.filter(
      (file) => !terminal.test(file.path) && !/^server\/(start|announce)/.test(file.path),
    );
    expect(linesWith(silent, /console\.(log|info|debug)\(/)).toEqual([]);
  });

  it("leaves no note to do something later", () => {
    expect(linesWith(others, /\b(TODO(?!\(#\d+\))|FIXME|XXX|HACK)\b/)).toEqual([]);
  });
});

describe("tests", () => {
  const tests = others.filter((file) => /\.test\.tsx?$|^e2e\//.test(file.path));

  it("state what is so, not what should be", () => {
    expect(linesWith(tests, /\b(it|test|describe)\(["'`][^"'`]*\bshould\b/)).toEqual([]);
  });

  it("are all meant to run", () => {
    expect(linesWith(tests, /\b(it|test|describe)\.(only|skip|todo|fixme)\b/)).toEqual([]);
  });

  it("mock nothing of ours", () => {
    expect(linesWith(tests, /\bvi\.(mock|doMock)\(["'`](\.|@\/)/)).toEqual([]);
  });
});
