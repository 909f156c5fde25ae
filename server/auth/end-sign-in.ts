import type { Actor, CameBy, SignInId, UserId } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { markEnded, pageOpenSignIns } from "./store";

const OPEN_SIGN_INS_MAX = 1000;

export interface SignInEnding {
  /** A sentence for the person whose pages and queries end with it. */
  readonly because: string;
  /** Null when nobody decided it: it ran out, or its own browser signed out. */
  readonly actor: Actor | null;
}

/** Ends one sign-in in the store, then tells its sockets. False when it had already ended. */
export async function endSignIn(
  deps: Deps,
  id: SignInId,
  { because, actor }: SignInEnding,
): Promise<boolean> {
  const ended = await deps.db.transaction(async (tx) => {
    const email = await markEnded(tx, id, { now: deps.now(), because });
    if (email === null) return false;
    await recordAudit(tx, { actor, event: "signIn.ended", subject: email, after: { because } });
    return true;
  });
  if (ended) deps.signInWatch.announce(id, because);
  return ended;
}

/** Ends every open sign-in of a person but one; answers how many. */
export async function endSignInsOf(
  deps: Deps,
  { userId, except }: { readonly userId: UserId; readonly except: CameBy | null },
  ending: SignInEnding,
): Promise<number> {
  const open = await pageOpenSignIns(deps.db.read, userId, OPEN_SIGN_INS_MAX);
  let ended = 0;
  for (const { id } of open) {
    if (id !== except && (await endSignIn(deps, id, ending))) ended += 1;
  }
  return ended;
}
