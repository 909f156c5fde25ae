import { actorOfKey, denialOfKey, type KeyDenial } from "@/domain/people/api-key";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import { describeOrigin, type RequestOrigin } from "../auth/origin";
import { countWrongKey } from "../auth/sign-in-limits";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { makerOf } from "./key-maker";
import { hashApiKey, isApiKeyText } from "./key-text";
import { findKeyByHash, type KeyRecord, touchKey } from "./store";

const TOUCH_EVERY_MS = 60_000;

/**
 * Who acts with this key. Whatever is wrong with it, the answer is KEY.REFUSED in the same words: which
 * it was stands on the keys' page and in the audit trail. Too many from one address: LIMIT.TRIES.
 */
export async function actorOfPresentedKey(
  deps: Deps,
  presented: string,
  origin: RequestOrigin,
): Promise<Actor> {
  const found = isApiKeyText(presented)
    ? await findKeyByHash(deps.db.read, hashApiKey(presented))
    : null;
  if (found === null)
    return await refuse(deps, origin, { name: "unknown key", because: "unknown" });
  const { roleMappings } = await readSignInSettings(deps);
  const maker = makerOf(found, roleMappings);
  const denial = denialOfKey(found.key, { maker, address: origin.address, now: deps.now() });
  if (denial !== null) return await refuse(deps, origin, { name: found.key.name, because: denial });
  await noteUse(deps, found, origin.address);
  return actorOfKey(found.key, maker);
}

interface WrongKey {
  readonly name: string;
  readonly because: KeyDenial | "unknown";
}

/** Audited while the address is within its limit, so that nobody fills the trail. */
async function refuse(deps: Deps, origin: RequestOrigin, wrong: WrongKey): Promise<never> {
  const { name, because } = wrong;
  await countWrongKey(deps, origin);
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor: null, event: "apiKey.refused", subject: name, after: { because } },
      origin: describeOrigin(origin),
    }),
  );
  throw new Refusal("KEY.REFUSED", "This API key is not accepted.");
}

async function noteUse(deps: Deps, { key, lastUsedAt }: KeyRecord, address: string): Promise<void> {
  const now = deps.now();
  const staleBefore = new Date(now.getTime() - TOUCH_EVERY_MS);
  if (lastUsedAt !== null && lastUsedAt >= staleBefore) return;
  await deps.db.quickTransaction((tx) => touchKey(tx, key.id, { now, staleBefore, address }));
}
