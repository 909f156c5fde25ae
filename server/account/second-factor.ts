import type { Actor } from "@/domain/people/user";
import { endSignInsOf } from "../auth/end-sign-in";
import type { Deps } from "../deps";
import { confirmEnrolment } from "../second-factor/enrol";

/** With a second factor on, whoever came in with the password alone is out. */
export async function enableSecondFactor(deps: Deps, actor: Actor, code: string) {
  const shown = await confirmEnrolment(deps, actor, code);
  const others = { userId: actor.userId, except: actor.signInId };
  await endSignInsOf(deps, others, { because: "A second factor was set up.", actor });
  return shown;
}
