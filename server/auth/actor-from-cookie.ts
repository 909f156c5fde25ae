import { decode } from "next-auth/jwt";
import type { Actor, SignInId } from "@/domain/people/user";
import type { Deps } from "../deps";
import { actorOfSignIn } from "./actor-of-sign-in";
import { readCookie, signInCookieName } from "./cookie";

const COOKIE_CHARACTERS_MAX = 8192;

/** What the sign-in cookie's key is derived for; the library and this verifier must agree. */
export const COOKIE_SECRET_USE = "sign-in cookie";

/** The person behind a request's cookies, verified outside the pages' framework; null when nobody. */
export async function actorFromCookie(
  deps: Deps,
  cookieHeader: string | undefined,
): Promise<Actor | null> {
  const id = await signInIdFromCookie(deps, cookieHeader);
  return id === null ? null : await actorOfSignIn(deps, id);
}

/** The sign-in that a genuine cookie names, whether or not it still holds. */
export async function signInIdFromCookie(
  deps: Deps,
  cookieHeader: string | undefined,
): Promise<SignInId | null> {
  const value = readCookie(cookieHeader, signInCookieName(deps.env));
  if (value === null || value.length > COOKIE_CHARACTERS_MAX) return null;
  try {
    const claims = await decode({ token: value, secret: deps.secrets.derive(COOKIE_SECRET_USE) });
    const id = claims?.["sid"];
    return typeof id === "string" ? (id as SignInId) : null;
  } catch {
    return null; // Forged, altered, of another installation or too old: all the same, nobody.
  }
}
