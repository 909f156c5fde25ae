import type { Connection } from "../connections/connection";
import { type Role, type RoleMapping, roleOf } from "../people/role";
import type { Actor, GroupName, SignInId, UserId, UserStatus } from "../people/user";
import { maySeeConnection } from "./decide-access";

export interface GroupMember {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  /** Every group they are in, the one in question included. */
  readonly groups: readonly GroupName[];
}

export interface RoleChange {
  readonly member: GroupMember;
  readonly from: Role;
  readonly to: Role;
}

export interface ConnectionLoss {
  readonly connection: string;
  readonly members: readonly GroupMember[];
}

export interface GroupEffect {
  readonly roles: readonly RoleChange[];
  /** Connections that the group opens and that some of its people then no longer see. */
  readonly connections: readonly ConnectionLoss[];
}

export interface GroupChange {
  readonly group: GroupName;
  /** Null when the group is deleted. */
  readonly renamedTo: GroupName | null;
}

export interface GroupWorld {
  readonly members: readonly GroupMember[];
  /** Those that the group opens. */
  readonly connections: readonly Connection[];
  readonly mappings: readonly RoleMapping[];
}

/** Who would have another role and who would lose which connection, decided as access itself is. */
export function effectOfGroupChange(world: GroupWorld, change: GroupChange): GroupEffect {
  const people = world.members.map((member) => {
    const after = { ...member, groups: rename(member.groups, change) };
    return { member, before: actorOf(member, world), after: actorOf(after, world) };
  });
  return {
    roles: people
      .filter(({ before, after }) => before.role !== after.role)
      .map(({ member, before, after }) => ({ member, from: before.role, to: after.role })),
    connections: world.connections
      .map((connection) => {
        const then = { ...connection, accessGroups: rename(connection.accessGroups, change) };
        const losing = people.filter(
          ({ before, after }) =>
            maySeeConnection(before, connection) && !maySeeConnection(after, then),
        );
        return { connection: connection.name, members: losing.map(({ member }) => member) };
      })
      .filter(({ members }) => members.length > 0),
  };
}

function rename(groups: readonly GroupName[], { group, renamedTo }: GroupChange): GroupName[] {
  return groups.flatMap((name) => {
    if (name !== group) return [name];
    return renamedTo === null ? [] : [renamedTo];
  });
}

function actorOf(member: GroupMember, { mappings }: GroupWorld): Actor {
  const { id, name, email, status, groups } = member;
  const role = roleOf(groups, mappings);
  return { userId: id, name, email, status, groups, role, signInId: "" as SignInId };
}
