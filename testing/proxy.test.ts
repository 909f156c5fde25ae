import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proxy } from "../proxy";

const OWN = "http://localhost:3000";
const before = process.env["NEXTAUTH_URL"];
beforeAll(() => {
  process.env["NEXTAUTH_URL"] = OWN;
});
afterAll(() => {
  if (before === undefined) delete process.env["NEXTAUTH_URL"];
  else process.env["NEXTAUTH_URL"] = before;
});

function ask(path: string, headers: Record<string, string> = {}) {
  const request = new NextRequest(`${OWN}${path}`, {
    headers: { host: "localhost:3000", ...headers },
  });
  const response = proxy(request);
  return {
    place: response.headers.get("location"),
    policy: response.headers.get("content-security-policy") ?? "",
  };
}

describe("the proxy before every page", () => {
  it("sends whoever has no cookie to the sign-in page, and remembers the way back", () => {
    expect(ask("/sessions?x=1").place).toBe(`${OWN}/sign-in?callbackUrl=%2Fsessions%3Fx%3D1`);
    expect(ask("/").place).toBe(`${OWN}/sign-in`);
  });
  it("leaves sign-in and set-up open", () => {
    expect(ask("/sign-in").place).toBeNull();
    expect(ask("/setup?token=x").place).toBeNull();
    expect(ask("/sign-in-elsewhere").place).not.toBeNull();
  });
  it("lets a cookie through, because pages themselves ask whose it is", () => {
    expect(ask("/sessions", { cookie: "gatehouse.sign-in=x" }).place).toBeNull();
    expect(ask("/sessions", { cookie: "__Host-gatehouse.sign-in=x" }).place).toBeNull();
    expect(ask("/sessions", { cookie: "other=x" }).place).not.toBeNull();
  });
  it("leads people on this machine to the one address whose cookies we use", () => {
    const headers = { host: "127.0.0.1:3000", cookie: "gatehouse.sign-in=x" };
    expect(ask("/sessions?x=1", headers).place).toBe(`${OWN}/sessions?x=1`);
    expect(ask("/sessions", { ...headers, host: "gate.corp:3000" }).place).toBeNull();
    expect(ask("/sessions", { ...headers, host: "127.0.0.1:4000" }).place).toBeNull();
  });
  it("gives every page a policy with a nonce of its own, and no foreign source", () => {
    const [one, two] = [ask("/sign-in").policy, ask("/sign-in").policy];
    expect(one).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic'/);
    expect(one).not.toBe(two);
    expect(one).toContain("frame-ancestors 'none'");
    expect(one).not.toMatch(/https?:|\*/);
  });
});
