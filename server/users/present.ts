import { describeConflict } from "@/domain/policy/configuration-conflict";
import type { UserView } from "./get-user";
import type { UserWithRole } from "./list-users";

export function presentUser(user: UserWithRole) {
  const { id, name, email, status, source, role, lastSeenAt } = user;
  return { id, name, email, status, source, role, lastSeenAt, groups: [...user.groups] };
}

export function presentUserDetail({ user, role, conflicts, signIns }: UserView) {
  const { createdAt, hasPassword, hasSecondFactor, linkExpiresAt, memberships, identities } = user;
  return {
    ...presentUser({ ...user, role }),
    ...{ createdAt, hasPassword, hasSecondFactor, linkExpiresAt, signIns },
    memberships: memberships.map(({ group, groupId, source }) => ({ group, groupId, source })),
    identities: identities.map(({ issuer, subject }) => ({ issuer, subject })),
    conflicts: conflicts.map((conflict) => ({
      ...{ connection: conflict.connection, group: conflict.group },
      text: describeConflict(conflict),
    })),
  };
}
