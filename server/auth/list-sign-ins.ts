import { createHash } from "node:crypto";
import { endOfSignIn } from "@/domain/people/sign-in";
import type { SignInId, UserId } from "@/domain/people/user";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { findSignIn, pageOpenSignIns, type SignInSummary } from "./store";

const LISTED_MAX = 100;
const ENDED_AT_ONCE_MAX = 1000;

/** Names a sign-in towards its owner. The real id is half of a credential and stays inside. */
export function publicSignInId(id: SignInId): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 24);
}

/** The sign-ins of a person that still hold, latest use first. */
export async function listSignIns(deps: Deps, userId: UserId): Promise<readonly SignInSummary[]> {
  const { idleSecondsMax } = await readSignInSettings(deps);
  const now = deps.now();
  const open = await pageOpenSignIns(deps.db.read, userId, LISTED_MAX);
  return open.filter((signIn) => endOfSignIn(signIn, { idleSecondsMax, now }) === null);
}

/** The ids of a person's open sign-ins, as a transaction sees them. */
export async function openSignInsOf(tx: Tx, userId: UserId): Promise<SignInId[]> {
  return (await pageOpenSignIns(tx, userId, ENDED_AT_ONCE_MAX)).map(({ id }) => id);
}

/** How and until when the present sign-in holds; null when it is gone. */
export async function describeSignIn(
  deps: Deps,
  id: SignInId,
): Promise<Pick<SignInSummary, "method" | "expiresAt"> | null> {
  const signIn = await findSignIn(deps.db.read, id);
  return signIn === null ? null : { method: signIn.method, expiresAt: signIn.expiresAt };
}
