import type { WebClient } from "@slack/web-api";
import { expect, it } from "vitest";
import { slackAppOf, slackManifest } from "@/domain/integrations/slack-app";

type Manifest = Parameters<WebClient["apps"]["manifest"]["create"]>[0]["manifest"];
const GATEWAY = "https://gatehouse.test";

it("an app that Slack calls has the integration's address for buttons and for the command", () => {
  const { requestUrl, manifest } = slackAppOf(GATEWAY, "int_1", "http");
  expect(requestUrl).toBe("https://gatehouse.test/slack/int_1");
  // In Slack's own word for it, or this does not compile.
  const asked: Manifest = slackManifest(requestUrl);
  expect(JSON.parse(manifest)).toEqual(asked);
  expect(asked.settings?.interactivity).toEqual({ is_enabled: true, request_url: requestUrl });
  expect(asked.features?.slash_commands?.[0]).toMatchObject({
    command: "/gatehouse",
    url: requestUrl,
  });
});

it("an app of a gateway that dials out has no address, and Slack's socket on", () => {
  const { requestUrl, manifest } = slackAppOf(GATEWAY, "int_1", "socket");
  expect([requestUrl, manifest.includes("http")]).toEqual([null, false]);
  expect(slackManifest(null).settings.socket_mode_enabled).toBe(true);
});
