import { isApiKeyId } from "@/domain/people/api-key";
import type { Permission } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { describeSignIn } from "../auth/list-sign-ins";
import type { Deps } from "../deps";
import { openPermissions } from "../reviews/reviewer";

export interface Me {
  readonly method: "local" | "oidc";
  readonly expiresAt: Date;
  /** What is open to them: the role's permissions, less what there is nothing of for them. */
  readonly permissions: readonly Permission[];
}

export async function describeMe(deps: Deps, actor: Actor): Promise<Me> {
  const id = actor.signInId;
  const [signIn, permissions] = await Promise.all([
    isApiKeyId(id) ? null : describeSignIn(deps, id),
    openPermissions(deps, actor),
  ]);
  if (signIn === null) throw new Refusal("SIGNIN.ENDED", "Your sign-in has ended.");
  return { ...signIn, permissions };
}
