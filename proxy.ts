import { type NextRequest, NextResponse } from "next/server";

const SIGN_IN_COOKIE = /^(__Host-)?gatehouse\.sign-in(\.0)?$/;
const OPEN_PATHS = /^\/(sign-in|setup|invite)(\/|$)/;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Comfort and headers only: sends people without a cookie to the sign-in page and gives every page its
 * content security policy. It authorises nothing; take it away and every page and call still asks.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const elsewhere = ownLoopbackAddress(request) ?? signInAddress(request);
  if (elsewhere !== null) {
    return NextResponse.redirect(elsewhere, {
      headers: { "content-security-policy": policy, "cache-control": "no-store" },
    });
  }
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-gatehouse-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|favicon\\.ico|icon\\.svg|monaco/|fonts/).*)"],
};

function signInAddress(request: NextRequest): URL | null {
  const { pathname, search } = request.nextUrl;
  if (OPEN_PATHS.test(pathname)) return null;
  if (request.cookies.getAll().some((cookie) => SIGN_IN_COOKIE.test(cookie.name))) return null;
  const target = new URL("/sign-in", askedUrl(request) ?? request.url);
  if (pathname !== "/") target.searchParams.set("callbackUrl", pathname + search);
  return target;
}

/** `127.0.0.1` and `localhost` keep separate cookies; people on this machine are led to the one we use. */
function ownLoopbackAddress(request: NextRequest): URL | null {
  const own = ownUrl();
  const asked = askedUrl(request);
  if (own === null || asked === null || request.method !== "GET") return null;
  const sameMachine = LOOPBACK.test(asked.hostname) && LOOPBACK.test(own.hostname);
  if (!sameMachine || asked.port !== own.port || asked.hostname === own.hostname) return null;
  return new URL(request.nextUrl.pathname + request.nextUrl.search, own);
}

/** The address in the browser: the framework's own idea of it is the one it listens on. */
function askedUrl(request: NextRequest): URL | null {
  const address = `${ownUrl()?.protocol ?? "http:"}//${request.headers.get("host") ?? ""}`;
  return URL.canParse(address) ? new URL(address) : null;
}

/** The configured address, told by the gateway at its start. */
function ownUrl(): URL | null {
  const url = process.env["NEXTAUTH_URL"] ?? "";
  return URL.canParse(url) ? new URL(url) : null;
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV !== "production";
  const issuer = process.env["OIDC_ISSUER"] ?? "";
  const provider = URL.canParse(issuer) ? ` ${new URL(issuer).origin}` : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    `form-action 'self'${provider}`,
    "frame-ancestors 'none'",
  ].join("; ");
}
