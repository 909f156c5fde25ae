import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { EnvProblem, readEnv, SETTINGS } from "./env";

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    return error instanceof EnvProblem ? error.lines : [String(error)];
  }
}

describe("the settings", () => {
  it("are all in docs/operating.md, and nothing else is", () => {
    const documented = [
      ...readFileSync("docs/operating.md", "utf8").matchAll(/^\| `([A-Z_]+)` \|/gm),
    ];
    expect(documented.map((match) => match[1]).sort()).toEqual(Object.keys(SETTINGS).sort());
  });

  it("have defaults that need nothing", () => {
    const env = readEnv({});
    expect([env.PORT, env.GATEHOUSE_HOST, env.url]).toEqual([
      3000,
      "127.0.0.1",
      "http://localhost:3000",
    ]);
    expect(env.GATEHOUSE_DATA).toBe(path.resolve("data"));
  });

  it("treat an empty variable as not given", () =>
    expect(readEnv({ PORT: "", DATABASE_URL: "" }).DATABASE_URL).toBeUndefined());

  it("name the variable that is wrong", () =>
    expect(problemsOf({ PORT: "seventy" })[0]).toMatch(/^PORT: /));

  it("refuse a provider that is only half configured", () =>
    expect(problemsOf({ OIDC_ISSUER: "https://idp.example" })[0]).toMatch(/all three or none/));

  it("lose the slash at the end of an address", () =>
    expect(readEnv({ GATEHOUSE_URL: "https://gate.example/" }).url).toBe("https://gate.example"));
});
