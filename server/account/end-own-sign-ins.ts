import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { endSignIn, endSignInsOf } from "../auth/end-sign-in";
import { listSignIns, publicSignInId } from "../auth/list-sign-ins";
import type { Deps } from "../deps";

const BECAUSE = "You ended this sign-in from another one.";

/** Ends one of the actor's own sign-ins; somebody else's id answers like one that never was. */
export async function endOwnSignIn(
  deps: Deps,
  actor: Actor,
  publicId: string,
): Promise<Record<string, never>> {
  const own = await listSignIns(deps, actor.userId);
  const wanted = own.find((signIn) => publicSignInId(signIn.id) === publicId);
  if (wanted === undefined) throw new Refusal("ACCESS.NOT_FOUND", "There is no such sign-in.");
  await endSignIn(deps, wanted.id, { because: BECAUSE, actor });
  return {};
}

export async function endOtherSignIns(deps: Deps, actor: Actor): Promise<number> {
  const others = { userId: actor.userId, except: actor.signInId };
  return await endSignInsOf(deps, others, { because: BECAUSE, actor });
}
