import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relationFitsAny } from "./glob";

const globFits = (pattern: string, name: string) =>
  relationFitsAny([pattern], { schema: null, name });

/** The same, said in another way. */
function asRegExp(pattern: string): RegExp {
  const parts = [...pattern.toLowerCase()].map((sign) => {
    if (sign === "*") return ".*";
    return sign === "?" ? "." : sign.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}

describe("a pattern of names", () => {
  it.each([
    ["users", "users", true],
    ["users", "user", false],
    ["USERS", "Users", true],
    ["*", "", true],
    ["pg_*", "pg_read_file", true],
    ["*_pii", "customers_pii", true],
    ["*a*b", "xaxbxb", true],
    ["?sers", "users", true],
    ["?sers", "sers", false],
    ["us[e]rs", "users", false],
  ])("%s and %s: %s", (pattern, name, fits) => expect(globFits(pattern, name)).toBe(fits));

  it("means what the same pattern as a regular expression means", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "A", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, name) => {
        expect(globFits(pattern, name)).toBe(asRegExp(pattern).test(name.toLowerCase()));
      }),
    );
  });

  it("ends soon, however many stars it has", () => {
    const before = performance.now();
    expect(globFits("*a".repeat(60), `${"a".repeat(500)}b`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe("a pattern of relations", () => {
  const users = { schema: "public", name: "users" };
  it("without a schema is for every schema", () =>
    expect(relationFitsAny(["users"], users)).toBe(true));
  it("with a schema is for that one", () => {
    expect(relationFitsAny(["public.users"], users)).toBe(true);
    expect(relationFitsAny(["hr.users"], users)).toBe(false);
    expect(relationFitsAny(["*.user?"], users)).toBe(true);
  });
  it("meets what is named without a schema: it may be that one", () =>
    expect(relationFitsAny(["hr.users"], { schema: null, name: "users" })).toBe(true));
});
