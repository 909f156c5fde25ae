import type { Env } from "../env";

const PLAIN_NAME = "gatehouse.sign-in";
const HOST_ONLY_NAME = "__Host-gatehouse.sign-in";

/** How long somebody may stay at the identity provider's page. */
const ROUND_TRIP_SECONDS_MAX = 15 * 60;

/** A cookie of this size is split; more parts than this are not ours. */
const PARTS_MAX = 8;

export function isSecure(env: Pick<Env, "url">): boolean {
  return env.url.startsWith("https:");
}

/** `__Host-` under https: no other host, no other path and no plain connection can set it. */
export function signInCookieName(env: Pick<Env, "url">): string {
  return isSecure(env) ? HOST_ONLY_NAME : PLAIN_NAME;
}

/** Everything the sign-in library keeps in a browser, under names of ours, host-only where there is TLS. */
export function cookiesOf(env: Pick<Env, "url">) {
  const secure = isSecure(env);
  const prefix = secure ? "__Host-" : "";
  const kept = (name: string, seconds?: number) => ({
    name: `${prefix}gatehouse.${name}`,
    options: {
      ...{ httpOnly: true, sameSite: "lax" as const, path: "/", secure },
      ...(seconds === undefined ? {} : { maxAge: seconds }),
    },
  });
  return {
    sessionToken: { ...kept("sign-in"), name: signInCookieName(env) },
    callbackUrl: kept("return"),
    csrfToken: kept("csrf"),
    pkceCodeVerifier: kept("pkce", ROUND_TRIP_SECONDS_MAX),
    state: kept("state", ROUND_TRIP_SECONDS_MAX),
    nonce: kept("nonce", ROUND_TRIP_SECONDS_MAX),
  };
}

/** The value of a cookie, put together when it was split into `name.0`, `name.1`, …; null when absent. */
export function readCookie(header: string | undefined, name: string): string | null {
  if (header === undefined) return null;
  const jar = new Map(header.split(/;\s*/).map(splitPair));
  const whole = jar.get(name);
  if (whole !== undefined) return whole;
  let value = "";
  for (let part = 0; part < PARTS_MAX; part += 1) {
    const piece = jar.get(`${name}.${part}`);
    if (piece === undefined) break;
    value += piece;
  }
  return value === "" ? null : value;
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf("=");
  return at === -1 ? [pair, ""] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
