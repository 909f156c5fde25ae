import { isApiKeyId } from "@/domain/people/api-key";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { describeSignIn } from "../auth/list-sign-ins";
import type { Deps } from "../deps";

export interface Me {
  readonly method: "local" | "oidc";
  readonly expiresAt: Date;
}

export async function describeMe(deps: Deps, actor: Actor): Promise<Me> {
  const id = actor.signInId;
  const signIn = isApiKeyId(id) ? null : await describeSignIn(deps, id);
  if (signIn === null) throw new Refusal("SIGNIN.ENDED", "Your sign-in has ended.");
  return signIn;
}
