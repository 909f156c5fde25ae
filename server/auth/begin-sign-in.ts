import type { SignInId, UserId } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { describeOrigin, type RequestOrigin } from "./origin";
import { type ProviderTokens, sealTokens } from "./provider-tokens";
import { insertSignIn, type SignInMethod, saveLastSeen } from "./store";

export interface SignInStart {
  readonly user: { readonly id: UserId; readonly name: string; readonly email: string };
  readonly method: SignInMethod;
  readonly origin: RequestOrigin;
  readonly tokens: ProviderTokens | null;
}

/** A fresh sign-in with a fresh id, so that nothing known before it is worth anything afterwards. */
export async function beginSignIn(deps: Deps, tx: Tx, start: SignInStart): Promise<SignInId> {
  const id = deps.newToken() as SignInId;
  const now = deps.now();
  const { lifetimeSeconds } = await readSignInSettings(deps, tx);
  await insertSignIn(tx, {
    id,
    userId: start.user.id,
    method: start.method,
    userAgent: start.origin.userAgent,
    address: start.origin.address,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
    providerTokens: start.tokens === null ? null : sealTokens(deps, id, start.tokens),
  });
  await saveLastSeen(tx, start.user.id, now);
  await recordAudit(tx, {
    actor: null,
    event: "signIn.begun",
    subject: start.user.email,
    after: { userId: start.user.id, method: start.method },
    origin: describeOrigin(start.origin),
  });
  return id;
}
