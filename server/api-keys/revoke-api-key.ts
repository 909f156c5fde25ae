import { may } from "@/domain/people/permission";
import type { ApiKeyId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { findKeys, markRevoked } from "./store";

/**
 * Ends a key for good: its maker's, or for admins anyone's. Its next request is refused, its sockets are
 * cut and what it runs is cancelled now. Somebody else's key answers like one that never was.
 */
export async function revokeApiKey(
  deps: Deps,
  { actor, origin }: Administrator,
  givenId: string,
): Promise<Record<string, never>> {
  const id = givenId as ApiKeyId;
  const revoked = await deps.db.transaction(async (tx) => {
    const [found] = await findKeys(tx, [id]);
    const isOwn = found?.maker.userId === actor.userId;
    if (found === undefined || !(isOwn || may(actor, "apiKeys:manage"))) {
      throw new Refusal("ACCESS.NOT_FOUND", "There is no such key.");
    }
    if (!(await markRevoked(tx, id, deps.now()))) return false;
    const { key, maker } = found;
    const after = { maker: maker.email, expiresAt: key.expiresAt };
    await recordAudit(tx, { actor, origin, event: "apiKey.revoked", subject: key.name, after });
    return true;
  });
  if (revoked) deps.signInWatch.announce(id, "The API key was revoked.");
  return {};
}
