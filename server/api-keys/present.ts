import type { KeyEnd } from "@/domain/people/api-key";
import type { KeyScope } from "@/domain/people/key-scope";
import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import type { ListedKey } from "./list-api-keys";

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly ending: string;
  readonly maker: { readonly name: string; readonly email: string };
  readonly isOwn: boolean;
  readonly scopes: readonly KeyScope[];
  readonly isBound: boolean;
  readonly groups: readonly string[];
  readonly addresses: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string;
  /** Why it does not hold now; null while it does. */
  readonly end: KeyEnd | null;
  readonly canRevoke: boolean;
}

export function presentApiKey(listed: ListedKey, actor: Actor): ApiKeyRow {
  const { key, maker, ending, end, createdAt, lastUsedAt, lastUsedAddress } = listed;
  const { id, name, scopes, isBound, groups, addresses, expiresAt } = key;
  const isOwn = maker.userId === actor.userId;
  return {
    ...{ id, name, ending, isOwn, scopes, isBound, groups, addresses, end },
    ...{ createdAt, expiresAt, lastUsedAt, lastUsedAddress },
    maker: { name: maker.name, email: maker.email },
    canRevoke:
      key.revokedAt === null &&
      (may(actor, "apiKeys:manage") || (isOwn && may(actor, "apiKeys:own"))),
  };
}
