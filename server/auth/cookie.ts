import type { Env } from "../env";

const PLAIN_NAME = "gatehouse.sign-in";
const HOST_ONLY_NAME = "__Host-gatehouse.sign-in";

/** A cookie of this size is split; more parts than this are not ours. */
const PARTS_MAX = 8;

export function isSecure(env: Pick<Env, "url">): boolean {
  return env.url.startsWith("https:");
}

/** `__Host-` under https: no other host, no other path and no plain connection can set it. */
export function signInCookieName(env: Pick<Env, "url">): string {
  return isSecure(env) ? HOST_ONLY_NAME : PLAIN_NAME;
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
