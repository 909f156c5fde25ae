import { isApiKeyId } from "@/domain/people/api-key";
import type { Actor, CameBy, SignInId } from "@/domain/people/user";
import { standingOfKeys } from "../api-keys/standing-of-keys";
import type { Deps } from "../deps";
import { toActor } from "./actor-of-sign-in";
import { endSignIn } from "./end-sign-in";
import { findSignIns } from "./store";

/** A sign-in that ended keeps its row for weeks; one without a row went with its person. */
const GONE = "Your account was deleted.";

interface Standing<Id> {
  readonly standing: ReadonlyMap<Id, Actor>;
  /** Why some of the others do not stand. */
  readonly because: ReadonlyMap<Id, string>;
}

/**
 * Who is behind these sign-ins and keys now. Those that do not hold are left out and announced in this
 * gateway: another one may have ended them, or their person was deactivated or deleted. Looking is no
 * use of a sign-in: it keeps none from running out.
 */
export async function readStanding(
  deps: Deps,
  ids: readonly CameBy[],
): Promise<ReadonlyMap<CameBy, Actor>> {
  const keyIds = ids.filter(isApiKeyId);
  const signInIds = ids.filter((id) => !isApiKeyId(id));
  const [keys, signIns] = await Promise.all([
    standingOfKeys(deps, keyIds),
    standingOfSignIns(deps, signInIds),
  ]);
  const standing = new Map<CameBy, Actor>([...keys.standing, ...signIns.standing]);
  const because = new Map<CameBy, string>([...keys.because, ...signIns.because]);
  for (const id of ids) {
    if (!standing.has(id)) deps.signInWatch.announce(id, because.get(id) ?? GONE);
  }
  return standing;
}

async function standingOfSignIns(
  deps: Deps,
  ids: readonly SignInId[],
): Promise<Standing<SignInId>> {
  const standing = new Map<SignInId, Actor>();
  const because = new Map<SignInId, string>();
  if (ids.length === 0) return { standing, because };
  for (const signIn of await findSignIns(deps.db.read, ids)) {
    const { id, endedAt, endedBecause, user } = signIn;
    if (endedAt !== null) because.set(id, endedBecause ?? GONE);
    else if (user.status === "active") standing.set(id, toActor(deps, signIn));
    else await endSignIn(deps, id, { because: "Your account is inactive.", actor: null });
  }
  return { standing, because };
}
