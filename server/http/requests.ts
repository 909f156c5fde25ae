import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { REFUSALS } from "@/domain/refusal-table";
import { isOwnOrigin } from "../api/own-origin";
import type { Deps } from "../deps";
import type { Env } from "../env";
import type { SlackDoor } from "../notify/slack/door";
import { serveSlack } from "../notify/slack/serve-slack";
import { serveFile } from "./files";
import { answerHealth } from "./health";

/** Said by the gateway itself to code behind it; a copy that came from outside is dropped. */
export const ADDRESS_HEADER = "x-gatehouse-address";

/** Headers that only a framework's own inner calls may carry; from outside they are an attack. */
const INNER_HEADERS = /^(x-middleware-|x-invoke-|x-gatehouse-|x-nextjs-(?!data$))/;

/** What no page of ours uses is off, for whatever might get into one. */
const UNUSED_FEATURES =
  "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/** Then the id of an integration: what Slack calls. */
const SLACK_PATH = "/slack/";

/** For answers that are no pages: nothing in them may do anything, whatever a browser takes them for. */
const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'";

export interface RequestDoors {
  readonly deps: Deps;
  readonly api: (request: IncomingMessage, response: ServerResponse) => void;
  readonly slack: SlackDoor;
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Which part of the gateway answers an HTTP request. Socket.IO takes its own path before this. */
export function answerRequests(doors: RequestDoors): RequestListener {
  const { env } = doors.deps;
  return (request, response) => {
    dropInnerHeaders(request);
    request.headers[ADDRESS_HEADER] = request.socket.remoteAddress ?? "";
    addSecurityHeaders(env, response);
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (path.startsWith("/socket.io/")) return;
    if (path.startsWith("/api/")) response.setHeader("content-security-policy", INERT_POLICY);
    if (path.startsWith("/api/auth/") && isForged(request, env)) {
      const { next } = REFUSALS["ACCESS.ORIGIN"];
      response.writeHead(403).end(`This request came from another site. ${next}\n`);
      return;
    }
    passOn(doors, path, { request, response });
  };
}

function passOn(doors: RequestDoors, path: string, { request, response }: Exchange): void {
  const { deps, api, pages } = doors;
  if (path.startsWith("/api/trpc/")) {
    api(request, response);
  } else if (path === "/healthz" || path === "/readyz") {
    void answerHealth(deps, response);
  } else if (path.startsWith(SLACK_PATH)) {
    const id = path.slice(SLACK_PATH.length);
    answerSafely(deps, response, serveSlack(doors.slack, id, { request, response }));
  } else if (path.startsWith("/download/")) {
    answerSafely(deps, response, serveFile(deps, path, { request, response }));
  } else {
    answerSafely(deps, response, pages(request, response));
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * A second lock before the sign-in library's own token against forged forms. A provider leads back here
 * by GET from its own site, which is why only the rest is asked.
 */
function isForged(request: IncomingMessage, env: Env): boolean {
  if (request.method === "GET" || request.method === "HEAD") return false;
  return !isOwnOrigin(request, env.url);
}

function answerSafely(deps: Deps, response: ServerResponse, answer: Promise<void>): void {
  answer.catch((error: unknown) => {
    deps.log.error({ err: error, path: response.req.url?.split("?", 1)[0] }, "a page failed");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
}

export function dropInnerHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    if (INNER_HEADERS.test(name)) delete request.headers[name];
  }
}

export function addSecurityHeaders(env: Env, response: ServerResponse): void {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("permissions-policy", UNUSED_FEATURES);
  if (env.url.startsWith("https:")) {
    response.setHeader("strict-transport-security", "max-age=31536000");
  }
}
