import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isRefusal, isRefusalCode, publicRefusal, Refusal } from "./refusal";
import { REFUSALS } from "./refusal-table";

const documented = readFileSync("docs/errors.md", "utf8");

describe("the catalogue of refusals", () => {
  it("is the table of docs/errors.md, line for line, sorted", () => {
    const lines = Object.entries(REFUSALS)
      .map(([code, { status, next }]) => `| \`${code}\` | ${status} | ${next} |`)
      .sort();
    expect(documented.split("\n").filter((line) => line.startsWith("| `"))).toEqual(lines);
  });

  it("says in every entry what to do next, as a sentence", () => {
    for (const { next } of Object.values(REFUSALS)) expect(next).toMatch(/^[A-Z].*\.$/);
  });

  it("names every code NOUN.WHAT", () => {
    for (const code of Object.keys(REFUSALS)) expect(code).toMatch(/^[A-Z]+\.[A-Z_]+$/);
  });
});

describe("a refusal", () => {
  const refusal = new Refusal("LIMIT.ROWS", "More than 10 rows.", { rowsMax: 10 });

  it("tells which, why, what now and about what", () =>
    expect(refusal.toPublic()).toEqual({
      code: "LIMIT.ROWS",
      status: "too-many",
      because: "More than 10 rows.",
      next: REFUSALS["LIMIT.ROWS"].next,
      facts: { rowsMax: 10 },
    }));

  it("is known by its name, whichever module graph made it", () => {
    const foreign = Object.assign(new Error("no"), { name: "Refusal", code: "LIMIT.ROWS" });
    expect([isRefusal(refusal), isRefusal(foreign), isRefusal(new Error("no"))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("has no facts unless they are given", () =>
    expect(publicRefusal("SIGNIN.REQUIRED", "No.").facts).toEqual({}));

  it("knows its codes and no inherited name", () =>
    expect([isRefusalCode("LIMIT.ROWS"), isRefusalCode("toString")]).toEqual([true, false]));
});
