import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileEngine, ENGINE_MODULE_PATH, engineModuleSource } from "./build-masking";

describe("the committed masking engine", () => {
  it("is what its source compiles to, byte for byte", async () => {
    const committed = readFileSync(ENGINE_MODULE_PATH, "utf8");
    expect(engineModuleSource(await compileEngine())).toBe(committed);
  });
});
