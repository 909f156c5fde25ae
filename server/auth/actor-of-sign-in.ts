import { roleOf } from "@/domain/people/role";
import { describeSignInEnd, endOfSignIn } from "@/domain/people/sign-in";
import type { Actor, SignInId } from "@/domain/people/user";
import type { Deps } from "../deps";
import { signInSettingsOf } from "../settings/sign-in-value";
import { endSignIn } from "./end-sign-in";
import { openTokens } from "./provider-tokens";
import { refreshProviderTokens } from "./refresh-provider-tokens";
import { findSignIn, type SignInRecord, touchSignIn } from "./store";

const TOUCH_EVERY_MS = 60_000;

/**
 * Who is behind a sign-in at this moment, with today's groups and role; null when it ended, ran out or
 * its person is inactive. Long-lived sockets ask this before each thing they do.
 */
export async function actorOfSignIn(deps: Deps, id: SignInId): Promise<Actor | null> {
  const signIn = await findSignIn(deps.db.read, id);
  if (signIn === null || !(await stillHolds(deps, signIn))) return null;
  if (!isRefreshDue(deps, signIn)) return toActor(deps, signIn);

  if ((await refreshProviderTokens(deps, signIn)) === "ended") return null;
  const fresh = await findSignIn(deps.db.read, id);
  return fresh === null || fresh.endedAt !== null || fresh.user.status !== "active"
    ? null
    : toActor(deps, fresh);
}

async function stillHolds(deps: Deps, signIn: SignInRecord): Promise<boolean> {
  const now = deps.now();
  const { idleSecondsMax } = signInSettingsOf(deps.env, signIn.settings);
  const end = endOfSignIn(signIn, { idleSecondsMax, now });
  if (end === "ended") return false;
  if (end !== null) {
    await endSignIn(deps, signIn.id, { because: describeSignInEnd(end), actor: null });
    return false;
  }
  if (signIn.user.status !== "active") return false;
  const staleBefore = new Date(now.getTime() - TOUCH_EVERY_MS);
  if (signIn.lastSeenAt < staleBefore) {
    const person = { id: signIn.id, userId: signIn.user.id };
    await deps.db.quickTransaction((tx) => touchSignIn(tx, person, { now, staleBefore }));
  }
  return true;
}

function isRefreshDue(deps: Deps, signIn: SignInRecord): boolean {
  if (signIn.providerTokens === null) return false;
  const tokens = openTokens(deps, signIn.id, signIn.providerTokens);
  return tokens.refreshAfter <= deps.now().getTime();
}

export function toActor(deps: Deps, { id, user, settings }: SignInRecord): Actor {
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    status: user.status,
    groups: user.groups,
    role: roleOf(user.groups, signInSettingsOf(deps.env, settings).roleMappings),
    signInId: id,
  };
}
