import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Deps } from "../deps";
import type { Env } from "../env";
import { auditDownload, serveAuditDownload } from "./audit-download";
import { serveDownload } from "./downloads";
import { answerHealth } from "./health";
import { EVIDENCE_PATH, serveReviewEvidence } from "./review-evidence";
import { serveUsersCsv, USERS_CSV } from "./users-csv";

/** Said by the gateway itself to code behind it; a copy that came from outside is dropped. */
export const ADDRESS_HEADER = "x-gatehouse-address";

/** Headers that only a framework's own inner calls may carry; from outside they are an attack. */
const INNER_HEADERS = /^(x-middleware-|x-invoke-|x-gatehouse-|x-nextjs-(?!data$))/;

export interface RequestDoors {
  readonly deps: Deps;
  readonly api: (request: IncomingMessage, response: ServerResponse) => void;
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Which part of the gateway answers an HTTP request. Socket.IO takes its own path before this. */
export function answerRequests({ deps, api, pages }: RequestDoors): RequestListener {
  return (request, response) => {
    dropInnerHeaders(request);
    request.headers[ADDRESS_HEADER] = request.socket.remoteAddress ?? "";
    addSecurityHeaders(deps.env, response);
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (path.startsWith("/socket.io/")) return;
    if (path.startsWith("/api/trpc/")) return api(request, response);
    if (path === "/healthz" || path === "/readyz") return void answerHealth(deps, response);
    if (path.startsWith("/download/")) return serveFile(deps, path, { request, response });
    answerSafely(deps, response, pages(request, response));
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Files for whoever may see what is in them, and the agent, which is for everybody. */
function serveFile(deps: Deps, path: string, { request, response }: Exchange): void {
  const format = auditDownload(path);
  if (path === USERS_CSV) {
    answerSafely(deps, response, serveUsersCsv(deps, request, response));
  } else if (path.startsWith(EVIDENCE_PATH)) {
    answerSafely(deps, response, serveReviewEvidence(deps, request, response));
  } else if (format !== null) {
    void serveAuditDownload(deps, format, { request, response });
  } else {
    serveDownload(path, request, response);
  }
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
  if (env.url.startsWith("https:")) {
    response.setHeader("strict-transport-security", "max-age=31536000");
  }
}
