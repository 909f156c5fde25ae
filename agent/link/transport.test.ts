import { NodeWebSocket } from "socket.io-client";
import { describe, expect, it } from "vitest";
import { transportFor } from "./transport";

describe("what is sent to the gateway", () => {
  it.each(["http://gateway.example", "http://10.0.0.1:3000", "http://127.0.0.1.example"])(
    "is scrambled on the open way to %s",
    (url) => expect(transportFor(new URL(url))).toBe(NodeWebSocket),
  );
  it.each([
    "https://gateway.example",
    "http://127.0.0.1:3000",
    "http://localhost",
    "http://[::1]:1",
  ])("is not scrambled once more on the way to %s", (url) =>
    expect(transportFor(new URL(url))).not.toBe(NodeWebSocket),
  );
});
