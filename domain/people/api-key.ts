import { holdsAddress, readCidr } from "./cidr";
import type { KeyScope } from "./key-scope";
import { holds } from "./permission";
import type { Role } from "./role";
import type { Actor, ApiKeyId, CameBy, GroupName, UserId, UserStatus } from "./user";

/**
 * A key that somebody made for a program. It never can more than they can now: it falls asleep with its
 * person, and its groups are those of theirs that are left.
 *
 * Bound, it acts as its person, narrowed by its scopes. Unbound it is a member with the groups it was
 * given: no group, whatever it maps to, makes a key an admin, an auditor or an approver.
 */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly isBound: boolean;
  readonly groups: readonly GroupName[];
  /** Blocks of addresses it may be used from; empty: from anywhere. */
  readonly addresses: readonly string[];
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** Who made the key, as they are now. */
export interface KeyMaker {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly groups: readonly GroupName[];
  readonly role: Role;
}

/** A sign-in's id is 43 characters of another alphabet. */
export function isApiKeyId(id: CameBy): id is ApiKeyId {
  return /^key_[0-9a-z]{26}$/.test(id);
}

export type KeyEnd = "revoked" | "expired" | "maker-inactive" | "maker-may-not";
export type KeyDenial = KeyEnd | "address-not-allowed";

/** Why the key does not hold, wherever it is used from; null while it does. */
export function endOfKey(key: ApiKey, maker: KeyMaker, now: Date): KeyEnd | null {
  if (key.revokedAt !== null) return "revoked";
  if (key.expiresAt <= now) return "expired";
  if (maker.status !== "active") return "maker-inactive";
  return holds(maker.role, "apiKeys:own") ? null : "maker-may-not";
}

export interface KeyUse {
  readonly maker: KeyMaker;
  readonly address: string;
  readonly now: Date;
}

/** Why the key may not be used now from there; null when it may. */
export function denialOfKey(key: ApiKey, { maker, address, now }: KeyUse): KeyDenial | null {
  const end = endOfKey(key, maker, now);
  if (end !== null) return end;
  const allowed =
    key.addresses.length === 0 || key.addresses.some((block) => isWithin(block, address));
  return allowed ? null : "address-not-allowed";
}

/** A block that cannot be read holds nothing. */
function isWithin(block: string, address: string): boolean {
  const read = readCidr(block);
  return read.kind === "block" && holdsAddress(read.block, address);
}

/** Who acts when the key is used. */
export function actorOfKey(key: ApiKey, maker: KeyMaker): Actor {
  const { id, name, scopes, isBound } = key;
  return {
    userId: maker.userId,
    name: nameOfKey(name, maker.name),
    email: maker.email,
    status: maker.status,
    groups: isBound ? maker.groups : groupsOfKey(key, maker),
    role: isBound ? maker.role : "member",
    signInId: id,
    apiKey: { id, name, scopes, isBound },
  };
}

const NAME_CHARACTERS_MAX = 200;

export function nameOfKey(key: string, person: string): string {
  return `key ${key} of ${person}`.slice(0, NAME_CHARACTERS_MAX);
}

/** An admin may give a key any group; everyone else's key keeps only what its maker still has. */
export function groupsOfKey(key: Pick<ApiKey, "groups">, maker: KeyMaker): readonly GroupName[] {
  if (holds(maker.role, "apiKeys:manage")) return key.groups;
  return key.groups.filter((group) => maker.groups.includes(group));
}
