import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "../auth/auth-options";
import { originOf } from "../auth/origin";
import { currentDeps } from "../deps";

const BODY_BYTES_MAX = 16 * 1024;

interface RouteContext {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

/** What `/api/auth/*` answers: the sign-in library with this request's options. */
export async function answerSignIn(request: NextRequest, context: RouteContext): Promise<Response> {
  const deps = currentDeps();
  const bytes = Number(request.headers.get("content-length") ?? (request.body === null ? 0 : NaN));
  if (!(bytes <= BODY_BYTES_MAX)) return new Response("Too large\n", { status: 413 });
  process.env["NEXTAUTH_URL"] = deps.env.url;
  const options = authOptions(deps, {
    origin: originOf(request.headers),
    cookieHeader: request.headers.get("cookie") ?? undefined,
  });
  const response: Response = await NextAuth(request, context, options);
  response.headers.set("cache-control", "no-store");
  return response;
}
