import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./return-path";

const OWN = "https://gatehouse.corp.test";

describe("where to go after signing in", () => {
  it("is a path of ours, with its query and fragment", () =>
    expect(safeReturnPath("/connections/shop?tab=a%2Fb#x")).toBe("/connections/shop?tab=a%2Fb#x"));
  it("is a path of ours as much when our origin is known", () =>
    expect(safeReturnPath("/sessions/ses_1?from=the-list-of-sessions", OWN)).toBe(
      "/sessions/ses_1?from=the-list-of-sessions",
    ));
  it("may hold a space, and as many characters as an address has", () => {
    expect(safeReturnPath("/users?text=ann lee")).toBe("/users?text=ann%20lee");
    const longest = `/${"x".repeat(1999)}`;
    expect(safeReturnPath(longest)).toBe(longest);
    expect(safeReturnPath(`${longest}x`)).toBe("/");
  });
  it("is the home page when nothing was asked for", () => {
    expect(safeReturnPath(null)).toBe("/");
    expect(safeReturnPath("")).toBe("/");
  });
  it("may be written with our own origin", () =>
    expect(safeReturnPath(`${OWN}/sessions`, OWN)).toBe("/sessions"));

  it.each([
    "https://evil.test/",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "https:evil.test",
    "/..//evil.test",
    "/.//evil.test",
    `${OWN}.evil.test/`,
    `${OWN}@evil.test/`,
    `${OWN}//evil.test`,
    "connections",
    "connections/shop",
    "undefined/connections",
    "/connections\\shop",
    "/connections\u0001shop",
    "/connections\u001fshop",
    "/connections\u007fshop",
    `/${"x".repeat(3000)}`,
  ])("is the home page for %j", (wanted) => {
    expect(safeReturnPath(wanted, OWN)).toBe("/");
    expect(safeReturnPath(wanted)).toBe("/");
  });

  it("stays on our origin whatever is asked for", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...Array.from("/\\.:@?#%\t\n hev1")),
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string(), fc.webUrl()), (wanted) => {
        expect(new URL(safeReturnPath(wanted, OWN), OWN).origin).toBe(OWN);
      }),
      { numRuns: 300 },
    );
  });
});
