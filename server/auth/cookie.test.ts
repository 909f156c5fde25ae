import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCookie, signInCookieName } from "./cookie";

const NAME = "gatehouse.sign-in";

describe("the sign-in cookie", () => {
  it("is bound to host, path and TLS where there is TLS", () => {
    expect(signInCookieName({ url: "https://gatehouse.corp" })).toBe(`__Host-${NAME}`);
    expect(signInCookieName({ url: "http://localhost:3000" })).toBe(NAME);
  });
  it("is found among others", () => expect(readCookie(`a=1; ${NAME}=x.y; b=2`, NAME)).toBe("x.y"));
  it("is put together from its parts, whatever their order", () =>
    expect(readCookie(`${NAME}.1=world; ${NAME}.0=hello-`, NAME)).toBe("hello-world"));
  it("ends where a part is missing", () =>
    expect(readCookie(`${NAME}.0=a; ${NAME}.2=c`, NAME)).toBe("a"));
  it("is absent when only a longer name is there", () =>
    expect(readCookie(`${NAME}-other=x; my-${NAME}=y`, NAME)).toBeNull());
  it("is absent without a header", () => expect(readCookie(undefined, NAME)).toBeNull());
  it("is read from any header without an exception", () =>
    fc.assert(fc.property(fc.string(), (header) => void readCookie(header, NAME))));
});
