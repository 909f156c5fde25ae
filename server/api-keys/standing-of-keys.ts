import { actorOfKey, endOfKey, type KeyEnd } from "@/domain/people/api-key";
import type { Actor, ApiKeyId } from "@/domain/people/user";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { makerOf } from "./key-maker";
import { findKeys } from "./store";

const GONE = "The API key is gone.";
const WORDS: Readonly<Record<KeyEnd, string>> = {
  revoked: "The API key was revoked.",
  expired: "The API key has expired.",
  "maker-inactive": "The account of the API key's maker is inactive.",
  "maker-may-not": "The role of the API key's maker holds no keys any more.",
};

export interface KeysStanding {
  readonly standing: ReadonlyMap<ApiKeyId, Actor>;
  /** Why the others do not stand. */
  readonly because: ReadonlyMap<ApiKeyId, string>;
}

/** Who is behind these keys now. The address was looked at when each was presented. */
export async function standingOfKeys(deps: Deps, ids: readonly ApiKeyId[]): Promise<KeysStanding> {
  const standing = new Map<ApiKeyId, Actor>();
  const because = new Map<ApiKeyId, string>(ids.map((id) => [id, GONE]));
  if (ids.length === 0) return { standing, because };
  const { roleMappings } = await readSignInSettings(deps);
  for (const record of await findKeys(deps.db.read, ids)) {
    const { key } = record;
    const maker = makerOf(record, roleMappings);
    const end = endOfKey(key, maker, deps.now());
    if (end === null) standing.set(key.id, actorOfKey(key, maker));
    else because.set(key.id, WORDS[end]);
  }
  return { standing, because };
}
