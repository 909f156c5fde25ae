import { expect, it } from "vitest";
import { deviceOf } from "./device-of";

it("names browser and system, telling apart those that call themselves each other", () => {
  const chromeOnMac =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/131.0 Safari/537.36";
  const edgeOnWindows = "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0";
  const safariOnPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1";
  expect([chromeOnMac, edgeOnWindows, safariOnPhone].map(deviceOf)).toEqual([
    "Chrome on macOS",
    "Edge on Windows",
    "Safari on iPhone",
  ]);
});

it("shows the start of what it does not know", () => {
  expect(deviceOf("curl/8.5.0")).toBe("curl/8.5.0");
  expect(deviceOf("x".repeat(500))).toHaveLength(60);
  expect(deviceOf("")).toBe("Unknown device");
});
