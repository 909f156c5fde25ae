import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { answerTestReturn } from "./answer-test-return";
import { authOptions } from "./auth-options";
import { originOf } from "./origin";

const BODY_BYTES_MAX = 16 * 1024;

/** The library would answer more, among it a door through which anyone could write to our log. */
const ACTIONS = new Set(["callback", "csrf", "error", "providers", "session", "signin", "signout"]);

export interface SignInRoute {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

/** What `/api/auth/*` answers: the sign-in library with this request's options. */
export async function answerSignIn(
  deps: Deps,
  request: NextRequest,
  route: SignInRoute,
): Promise<Response> {
  const { nextauth } = await route.params;
  if (!ACTIONS.has(nextauth[0] ?? "")) return new Response("Not found\n", { status: 404 });
  const stated = request.headers.get("content-length");
  const bytes = Number(stated ?? (request.body === null ? 0 : Number.NaN));
  if (!(bytes <= BODY_BYTES_MAX)) return new Response("Too large\n", { status: 413 });
  const cookieHeader = request.headers.get("cookie") ?? undefined;
  if (nextauth[0] === "callback" && nextauth[1] === "oidc") {
    const { searchParams: search } = request.nextUrl;
    const place = await answerTestReturn(deps, { search, cookieHeader });
    if (place !== null) return redirectTo(place);
  }
  const { lifetimeSeconds } = await readSignInSettings(deps);
  const options = authOptions(deps, {
    lifetimeSeconds,
    origin: originOf(request.headers),
    cookieHeader,
  });
  const response: Response = await NextAuth(request, route, options);
  response.headers.set("cache-control", "no-store");
  return response;
}

function redirectTo(place: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: place, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });
}
