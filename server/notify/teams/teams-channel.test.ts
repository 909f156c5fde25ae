import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noticeOf } from "@/testing/notices";
import type { Deps } from "../../deps";
import {
  REQUEST_EVENTS,
  type RequestEvent,
  type RequestNotice,
} from "../../requests/request-notice";
import type { Channel } from "../channel";
import { teamsChannel } from "./teams-channel";

let workflow: Server;
let address: string;
let received: { contentType: string | undefined; body: string }[];
let answer: { status: number; headers?: Record<string, string> };
let now: number;
let channel: Channel;

beforeEach(async () => {
  [received, answer, now] = [[], { status: 202 }, Date.parse("2026-01-02T10:00:00Z")];
  channel = teamsChannel();
  workflow = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    received.push({ contentType: request.headers["content-type"], body });
    response.writeHead(answer.status, answer.headers).end();
  });
  workflow.listen(0, "127.0.0.1");
  await once(workflow, "listening");
  const { port } = workflow.address() as AddressInfo;
  address = `http://127.0.0.1:${port}/workflows/abc/triggers/manual/paths/invoke?sig=canary`;
});
afterEach(async () => {
  workflow.closeAllConnections();
  workflow.close();
  await once(workflow, "close");
});

async function tell(
  event: RequestEvent = "request.created",
  notice: Partial<RequestNotice> = {},
  { id = "int_1", secret = address } = {},
) {
  const deps = { now: () => new Date(now) } as Deps;
  const target = { id, name: "Approvals", settings: {}, secret, remembered: null };
  const message = { id: "msg_1", event, at: new Date(now), notice: noticeOf(notice) };
  return channel.tell(deps, target, message);
}

describe("Teams", () => {
  it("gets the envelope that a workflow takes", async () => {
    expect(await tell()).toEqual({ kind: "told", remember: null, response: "HTTP 202" });
    expect(received.map(({ contentType }) => contentType)).toEqual(["application/json"]);
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: { type: "AdaptiveCard", version: "1.5" },
        },
      ],
    });
  });

  it("is told what is worth a card of its own: what asks for people and what ends a request", async () => {
    const told: string[] = [];
    for (const event of REQUEST_EVENTS) {
      now += 1_000;
      if ((await tell(event)).kind === "told") told.push(event.replace("request.", ""));
    }
    expect(told).toEqual([
      ...["created", "nudged", "proposed", "accepted", "approved", "forced", "rejected", "expired"],
      ...["cancelled", "revoked", "voided", "executed", "failed", "lost"],
    ]);
    expect(await tell("request.accepted", { state: "approved" })).toEqual({ kind: "passed-over" });
  });

  it("gets at most four messages a second of one integration; the next is told when to come", async () => {
    for (let index = 0; index < 4; index += 1) expect((await tell()).kind).toBe("told");
    expect(await tell()).toMatchObject({ kind: "failed", retry: true, afterSeconds: 1 });
    expect((await tell("request.created", {}, { id: "int_2" })).kind).toBe("told");
    now += 250;
    expect((await tell()).kind).toBe("told");
    expect((await tell()).kind).toBe("failed");
    now -= 10_000;
    expect((await tell()).kind).toBe("failed");
    expect(received).toHaveLength(6);
  });
});

describe("a failure", () => {
  it.each([
    [429, { "retry-after": "17" }, { retry: true, afterSeconds: 17 }],
    [429, { "retry-after": "Fri, 02 Jan 2026 10:00:00 GMT" }, { retry: true }],
    [503, {}, { retry: true }],
    [404, {}, { retry: false }],
    [400, { "retry-after": "17" }, { retry: false }],
  ])("of HTTP %i %j says whether to come back", async (status, headers, said) => {
    answer = { status, headers };
    const because = `Teams answers HTTP ${status}.`;
    expect(await tell()).toEqual({ kind: "failed", because, ...said });
  });

  it("follows no redirect: the address is a secret of one place", async () => {
    answer = { status: 302, headers: { location: address } };
    expect(await tell()).toMatchObject({ kind: "failed", retry: true });
    expect(received).toHaveLength(1);
  });

  it("of the way there never says the address", async () => {
    const told = await tell("request.created", {}, { secret: "http://127.0.0.1:9/?sig=canary" });
    expect(told).toMatchObject({ kind: "failed", retry: true });
    expect(JSON.stringify(told)).not.toMatch(/canary|127/);
  });

  it.each(["", "teams", "http://flow.example.com/", "file:///etc/passwd"])(
    "of an address that is no safe one (%j) is not tried",
    async (secret) =>
      expect(await tell("request.created", {}, { secret })).toMatchObject({ retry: false }),
  );
});
