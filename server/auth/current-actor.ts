import { isApiKeyId } from "@/domain/people/api-key";
import type { Actor } from "@/domain/people/user";
import { standingOfKeys } from "../api-keys/standing-of-keys";
import type { Deps } from "../deps";
import { actorOfSignIn } from "./actor-of-sign-in";

/** The same actor as they are now; null when what they came by has ended. */
export async function currentActor(deps: Deps, { signInId }: Actor): Promise<Actor | null> {
  if (!isApiKeyId(signInId)) return await actorOfSignIn(deps, signInId);
  const { standing } = await standingOfKeys(deps, [signInId]);
  return standing.get(signInId) ?? null;
}
