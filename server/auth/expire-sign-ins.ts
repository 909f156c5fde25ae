import { describeSignInEnd, endOfSignIn } from "@/domain/people/sign-in";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { endSignIn } from "./end-sign-in";
import { deleteOldRows, pageOverdue } from "./store";

const EXPIRY_LIMITS = { rowsMax: 500, keptDays: 30 } as const;
const DAY_MS = 24 * 3600 * 1000;

/** Job: ends what ran out, so that sockets and queries end too, not only the next request. */
export async function expireSignIns(deps: Deps): Promise<number> {
  const now = deps.now();
  const { idleSecondsMax } = await readSignInSettings(deps);
  const idleBefore = new Date(now.getTime() - idleSecondsMax * 1000);
  const overdue = await pageOverdue(deps.db.read, {
    now,
    idleBefore,
    rowsMax: EXPIRY_LIMITS.rowsMax,
  });
  let ended = 0;
  for (const signIn of overdue) {
    const end = endOfSignIn(signIn, { idleSecondsMax, now });
    if (end === null) continue;
    const because = describeSignInEnd(end);
    if (await endSignIn(deps, signIn.id, { because, actor: null })) ended += 1;
  }
  return ended;
}

/** Job, a few times a day: forgets over windows of failed tries and sign-ins that ended long ago. */
export async function forgetOldSignIns(deps: Deps): Promise<void> {
  const now = deps.now();
  const signInsBefore = new Date(now.getTime() - EXPIRY_LIMITS.keptDays * DAY_MS);
  await deps.db.transaction((tx) => deleteOldRows(tx, { attemptsBefore: now, signInsBefore }));
}
