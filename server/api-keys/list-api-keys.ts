import { endOfKey, type KeyEnd } from "@/domain/people/api-key";
import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { makerOf } from "./key-maker";
import { type KeyRecord, pageKeys } from "./store";

export interface ListedKey extends KeyRecord {
  /** Why it does not hold now; null while it does. */
  readonly end: KeyEnd | null;
}

export interface ListedKeys {
  readonly rows: readonly ListedKey[];
  readonly nextCursor: string | null;
}

/** Newest first: everybody's for admins and auditors, one's own for everyone else. */
export async function listApiKeys(
  deps: Deps,
  actor: Actor,
  { cursor, limit }: { readonly cursor?: string | null | undefined; readonly limit: number },
): Promise<ListedKeys> {
  const makerId = may(actor, "apiKeys:seeAll") ? null : actor.userId;
  const found = await pageKeys(deps.db.read, {
    ...{ makerId, before: cursor ?? null, rowsMax: limit + 1 },
  });
  const { roleMappings } = await readSignInSettings(deps);
  const now = deps.now();
  const rows = found.slice(0, limit).map((record) => ({
    ...record,
    end: endOfKey(record.key, makerOf(record, roleMappings), now),
  }));
  const nextCursor = found.length > limit ? (rows.at(-1)?.key.id ?? null) : null;
  return { rows, nextCursor };
}
