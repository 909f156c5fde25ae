import type { Actor, SignInId } from "@/domain/people/user";
import type { Deps } from "../deps";
import { toActor } from "./actor-of-sign-in";
import { endSignIn } from "./end-sign-in";
import { findSignIns } from "./store";

/** A sign-in that ended keeps its row for weeks; one without a row went with its person. */
const GONE = "Your account was deleted.";

/**
 * Who is behind these sign-ins now. Those that do not hold are left out and announced in this gateway:
 * another one may have ended them, or their person was deactivated or deleted. Looking is no use of a
 * sign-in: it keeps none from running out.
 */
export async function readStanding(
  deps: Deps,
  ids: readonly SignInId[],
): Promise<ReadonlyMap<SignInId, Actor>> {
  const found = await findSignIns(deps.db.read, ids);
  const standing = new Map<SignInId, Actor>();
  const because = new Map<SignInId, string>();
  for (const signIn of found) {
    const { id, endedAt, endedBecause, user } = signIn;
    if (endedAt !== null) because.set(id, endedBecause ?? GONE);
    else if (user.status === "active") standing.set(id, toActor(deps, signIn));
    else await endSignIn(deps, id, { because: "Your account is inactive.", actor: null });
  }
  for (const id of ids) {
    if (!standing.has(id)) deps.signInWatch.announce(id, because.get(id) ?? GONE);
  }
  return standing;
}
