import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnv } from "../env";
import { ADDRESS_HEADER, addSecurityHeaders, dropInnerHeaders } from "./requests";

const seen: Record<string, unknown>[] = [];
const server = createServer((request, response) => {
  dropInnerHeaders(request);
  addSecurityHeaders(readEnv({ GATEHOUSE_URL: "https://gate.example" }), response);
  seen.push({ ...request.headers });
  response.end("ok");
});

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

function send(headers: Record<string, string>): Promise<Record<string, unknown>> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = ask({ port, host: "127.0.0.1", headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.headers));
    });
    sent.once("error", reject);
    sent.end();
  });
}

describe("the gateway's door", () => {
  it("drops headers that only the framework may send to itself", async () => {
    await send({
      "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
      "x-invoke-path": "/settings",
      [ADDRESS_HEADER]: "10.0.0.1",
      "x-kept": "yes",
    });
    const names = Object.keys(seen.at(-1) ?? {});
    expect(names).toContain("x-kept");
    expect(names.filter((name) => /^x-(middleware|invoke|gatehouse)/.test(name))).toEqual([]);
  });

  it("forbids framing and sniffing, and asks for TLS from then on when it has TLS", async () =>
    expect(await send({})).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
      "strict-transport-security": "max-age=31536000",
    }));
});
