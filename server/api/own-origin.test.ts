import { describe, expect, it } from "vitest";
import { isOwnOrigin } from "./own-origin";

const own = (origin: string, host: string, url: string) =>
  isOwnOrigin({ method: "POST", headers: { origin, host } }, url);

describe("our own origin", () => {
  it("is the configured one, and the host that was asked", () => {
    expect(own("https://gate.corp", "inner:3000", "https://gate.corp")).toBe(true);
    expect(own("http://127.0.0.1:3000", "127.0.0.1:3000", "http://localhost:3000")).toBe(true);
    // A proxy that ends TLS in front of a gateway that was not told its address.
    expect(own("https://gate.corp", "gate.corp", "http://localhost:3000")).toBe(true);
  });

  it("is never a page over plain HTTP where the gateway is reached by HTTPS", () => {
    // Whoever sits on the line writes such a page, under our own name.
    expect(own("http://gate.corp", "gate.corp", "https://gate.corp")).toBe(false);
  });

  it("is no other port, no other host and no other scheme", () => {
    for (const origin of ["http://localhost:8080", "http://evil.test", "null", "file://"]) {
      expect(own(origin, "localhost:3000", "http://localhost:3000")).toBe(false);
    }
  });
});
