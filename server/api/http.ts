import type { IncomingMessage, ServerResponse } from "node:http";
import { TRPCError } from "@trpc/server";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { Refusal } from "@/domain/refusal";
import { actorFromCookie } from "../auth/actor-from-cookie";
import { describeOrigin, originOf } from "../auth/origin";
import type { Deps } from "../deps";
import { isOwnOrigin } from "./own-origin";
import { appRouter } from "./root";
import type { ApiContext } from "./trpc";

const API_LIMITS = { bodyBytesMax: 2 * 1024 * 1024, callsPerRequestMax: 20 } as const;
const PATH = "/api/trpc/";

/** The API over HTTP: queries by GET, mutations by POST from our own pages only. */
export function apiHandler(
  deps: Deps,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    response.setHeader("cache-control", "no-store");
    const path = (request.url ?? "").split("?", 1)[0]?.slice(PATH.length) ?? "";
    nodeHTTPRequestHandler({
      req: request,
      res: response,
      path,
      router: appRouter,
      maxBodySize: API_LIMITS.bodyBytesMax,
      maxBatchSize: API_LIMITS.callsPerRequestMax,
      createContext: () => createContext(deps, request),
      responseMeta: () => ({ headers: { "cache-control": "no-store" } }),
    }).catch((error: unknown) => {
      deps.log.error({ err: error }, "the API door failed");
      response.destroy();
    });
  };
}

async function createContext(deps: Deps, request: IncomingMessage): Promise<ApiContext> {
  if (!isOwnOrigin(request, deps.env.url)) {
    const cause = new Refusal("ACCESS.ORIGIN", "This request came from another site.");
    throw new TRPCError({ code: "FORBIDDEN", message: cause.message, cause });
  }
  const headers = { get: (name: string) => single(request.headers[name]) };
  return {
    deps,
    actor: await actorFromCookie(deps, request.headers.cookie),
    origin: describeOrigin(originOf(headers)),
  };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
