import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { actorOfPresentedKey } from "../api-keys/actor-of-presented-key";
import type { Deps } from "../deps";
import { actorFromCookie } from "./actor-from-cookie";
import { readCookie, signInCookieName } from "./cookie";
import type { RequestOrigin } from "./origin";

export interface PresentedProof {
  readonly cookie: string | undefined;
  /** What stands behind `Bearer`, or in a socket's handshake; null when there is none. */
  readonly key: string | null;
  readonly origin: RequestOrigin;
}

/**
 * Who asks: the person behind the cookie, or the key. Null when nobody; a key that does not hold is
 * refused with KEY.REFUSED, and two proofs at once with KEY.WITH_COOKIE, because one of them lies.
 */
export async function actorOfRequest(
  deps: Deps,
  { cookie, key, origin }: PresentedProof,
): Promise<Actor | null> {
  if (key === null) return await actorFromCookie(deps, cookie);
  if (readCookie(cookie, signInCookieName(deps.env)) !== null) {
    throw new Refusal("KEY.WITH_COOKIE", "The request carries a key and the cookie of a sign-in.");
  }
  return await actorOfPresentedKey(deps, key, origin);
}

/** The key of an `Authorization` header; another scheme than Bearer is somebody else's and no proof here. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^bearer(?![^ ])(.*)$/i.exec(authorization ?? "")?.[1]?.trim() ?? null;
}
