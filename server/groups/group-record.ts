import type { GroupName, UserId, UserStatus } from "@/domain/people/user";

export type GroupSource = "local" | "idp";

export interface GroupRecord {
  readonly id: string;
  readonly name: GroupName;
  readonly source: GroupSource;
  readonly createdAt: Date;
}

export interface CountedGroup extends GroupRecord {
  readonly memberCount: number;
  readonly connectionCount: number;
}

export interface MemberRecord {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly lastSeenAt: Date | null;
  /** Whether an admin, the provider, or both put them there. */
  readonly sources: readonly GroupSource[];
}
