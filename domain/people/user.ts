import type { KeyScope } from "./key-scope";
import type { Role } from "./role";

export type UserId = string & { readonly brand: "UserId" };
export type SignInId = string & { readonly brand: "SignInId" };
export type ApiKeyId = string & { readonly brand: "ApiKeyId" };
export type GroupName = string;

/** What an actor came by. Ending it ends what it started. */
export type CameBy = SignInId | ApiKeyId;

export const USER_STATUSES = ["active", "inactive"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Who acts: a person, or an API key of theirs. Everything that decides takes an actor, never a cookie, a token or a row. */
export interface Actor {
  readonly userId: UserId;
  /** A key's is `key NAME of PERSON`, so that sessions and the audit trail name it. */
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly groups: readonly GroupName[];
  readonly role: Role;
  /** The sign-in, or the API key, through which this actor came; ending it ends what it started. */
  readonly signInId: CameBy;
  /** The API key that acts; absent when the person does. */
  readonly apiKey?: ActingKey;
}

export interface ActingKey {
  readonly id: ApiKeyId;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** Acts as its person; otherwise it is a member with the groups it was given. */
  readonly isBound: boolean;
}
