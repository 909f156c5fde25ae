import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { describeSignIn } from "../auth/list-sign-ins";
import type { Deps } from "../deps";

export interface Me {
  readonly method: "local" | "oidc";
  readonly expiresAt: Date;
}

export async function describeMe(deps: Deps, actor: Actor): Promise<Me> {
  const signIn = await describeSignIn(deps, actor.signInId);
  if (signIn === null) throw new Refusal("SIGNIN.ENDED", "Your sign-in has ended.");
  return signIn;
}
