import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { isRefusal, Refusal } from "@/domain/refusal";
import { actorOfRequest, bearerOf } from "../auth/actor-of-request";
import { describeOrigin, originOf } from "../auth/origin";
import type { Deps } from "../deps";
import { isOwnOrigin } from "./own-origin";
import { appRouter } from "./root";
import { type ApiContext, asTrpcError } from "./trpc";

const API_LIMITS = { bodyBytesMax: 2 * 1024 * 1024, callsPerRequestMax: 20 } as const;
const PATH = "/api/trpc/";

/** The API over HTTP: queries by GET, mutations by POST from our own pages, or with a key. */
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
  const key = bearerOf(request.headers.authorization);
  // A page of another site can send our cookie along; a key it does not have.
  if (key === null && !isOwnOrigin(request, deps.env.url)) {
    throw asTrpcError(new Refusal("ACCESS.ORIGIN", "This request came from another site."));
  }
  const headers = { get: (name: string) => single(request.headers[name]) };
  const origin = originOf(headers);
  const proof = { cookie: request.headers.cookie, key, origin };
  try {
    const actor = await actorOfRequest(deps, proof);
    return { deps, actor, origin: describeOrigin(origin) };
  } catch (error) {
    throw isRefusal(error) ? asTrpcError(error) : error;
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
