import { describe, expect, it } from "vitest";
import { signInErrorOf } from "./sign-in-error";

describe("the word behind ?error= on the sign-in page", () => {
  it("is nothing when there is none", () => expect(signInErrorOf(undefined)).toBeNull());
  it("is our own code when it is one", () =>
    expect(signInErrorOf("LIMIT.TRIES")).toBe("LIMIT.TRIES"));
  it("is translated from the library's word", () =>
    expect(signInErrorOf("OAuthCallback")).toBe("SIGNIN.PROVIDER"));
  it("is a failed sign-in for anything else, and never shown as it is", () => {
    expect(signInErrorOf("<script>")).toBe("SIGNIN.FAILED");
    expect(signInErrorOf("constructor")).toBe("SIGNIN.FAILED");
  });
});
