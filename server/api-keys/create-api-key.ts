import type { KeyMaker } from "@/domain/people/api-key";
import { describeObjection, type KeyWish, objectionToKey } from "@/domain/people/key-wish";
import type { Actor, ApiKeyId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { commandFor } from "./command-text";
import { endingOf, hashApiKey, newApiKey } from "./key-text";
import { countHoldingKeys, insertKey, knownGroups } from "./store";

const HOLDING_MAX = 50;
const DAY_MS = 24 * 3600 * 1000;

export interface KeyOrder extends Omit<KeyWish, "expiresAt"> {
  readonly name: string;
  readonly days: number;
}

export interface ApiKeyShown {
  readonly id: string;
  readonly name: string;
  /** Shown this once; only its hash is kept. */
  readonly key: string;
  /** Shell lines that try it. */
  readonly command: string;
  readonly expiresAt: Date;
}

/** Makes a key. It is in the answer and nowhere else. */
export async function createApiKey(
  deps: Deps,
  { actor, origin }: Administrator,
  order: KeyOrder,
): Promise<ApiKeyShown> {
  const now = deps.now();
  const { name, days, scopes, isBound, groups, addresses } = order;
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const wish = { scopes, isBound, groups, addresses, expiresAt };
  const objection = objectionToKey(wish, toMaker(actor), now);
  if (objection !== null) throw new Refusal("KEY.NOT_ALLOWED", describeObjection(objection));

  const id = deps.newId("key") as ApiKeyId;
  const key = newApiKey(deps);
  const row = { ...{ keyHash: hashApiKey(key), ending: endingOf(key) }, createdById: actor.userId };
  await deps.db.transaction(async (tx) => {
    await requireRoom(tx, actor, now);
    await requireGroups(tx, groups);
    if (!(await insertKey(tx, { ...row, ...wish, id, name, revokedAt: null, createdAt: now }))) {
      throw new Refusal("KEY.EXISTS", `You have a key ${name} already.`);
    }
    const after = { scopes, isBound, groups, addresses, expiresAt };
    await recordAudit(tx, { actor, origin, event: "apiKey.created", subject: name, after });
  });
  return { id, name, key, command: commandFor(deps.env.url, scopes), expiresAt };
}

async function requireRoom(tx: Tx, actor: Actor, now: Date): Promise<void> {
  if ((await countHoldingKeys(tx, actor.userId, now)) < HOLDING_MAX) return;
  throw new Refusal("KEY.LIMIT", `You have ${HOLDING_MAX} keys already, which is the limit.`);
}

/** An admin may name any group, so a typo is met here. */
async function requireGroups(tx: Tx, groups: readonly string[]): Promise<void> {
  const known = await knownGroups(tx, groups);
  const unknown = groups.find((group) => !known.includes(group));
  if (unknown === undefined) return;
  throw new Refusal("KEY.NOT_ALLOWED", `There is no group ${unknown}.`);
}

function toMaker({ userId, name, email, status, groups, role }: Actor): KeyMaker {
  return { userId, name, email, status, groups, role };
}
