import type { Actor } from "@/domain/people/user";
import { endSignInsOf } from "../auth/end-sign-in";
import type { Deps } from "../deps";
import { changePassword } from "../people/change-password";

/** A new password ends every other sign-in: whoever knew the old one is out. */
export async function changeOwnPassword(
  deps: Deps,
  actor: Actor,
  change: { readonly current: string; readonly next: string },
): Promise<Record<string, never>> {
  await changePassword(deps, actor, change);
  const others = { userId: actor.userId, except: actor.signInId };
  await endSignInsOf(deps, others, { because: "The password was changed.", actor });
  return {};
}
