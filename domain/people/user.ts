import type { Role } from "./role";

export type UserId = string & { readonly brand: "UserId" };
export type SignInId = string & { readonly brand: "SignInId" };
export type GroupName = string;

export const USER_STATUSES = ["active", "inactive"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Who acts. Everything that decides takes an actor, never a cookie, a token or a row. */
export interface Actor {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly groups: readonly GroupName[];
  readonly role: Role;
  /** The sign-in through which this actor came; ending it ends what it started. */
  readonly signInId: SignInId;
}
