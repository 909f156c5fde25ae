import type { GroupName, UserId, UserStatus } from "@/domain/people/user";

export type UserSource = "local" | "idp";

/** A person as a list shows them. */
export interface UserRecord {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly source: UserSource;
  readonly lastSeenAt: Date | null;
  readonly groups: readonly GroupName[];
}

export interface MembershipRecord {
  readonly group: GroupName;
  readonly groupId: string;
  /** Who put the person there. */
  readonly source: UserSource;
}

/** A person as their own page shows them. */
export interface UserDetailRecord extends UserRecord {
  readonly createdAt: Date;
  readonly memberships: readonly MembershipRecord[];
  readonly identities: readonly { readonly issuer: string; readonly subject: string }[];
  readonly hasPassword: boolean;
  /** A code of an authenticator is asked of them beside the password. */
  readonly hasSecondFactor: boolean;
  /** When the newest unused link for a password ends; null when there is none. */
  readonly linkExpiresAt: Date | null;
}
