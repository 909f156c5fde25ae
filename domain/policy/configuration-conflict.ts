import { holds } from "../people/permission";
import type { Role } from "../people/role";
import type { GroupName } from "../people/user";

/** A group would open a connection to somebody whose role sees none. */
export interface ConfigurationConflict {
  readonly role: Role;
  readonly group: GroupName;
  readonly connection: string;
}

interface AccessOfConnection {
  readonly name: string;
  readonly accessGroups: readonly GroupName[];
}

/**
 * Where groups and role contradict each other. The role wins: such a person sees no connection. One line
 * a connection, with the first of the person's groups that matches.
 */
export function configurationConflicts(
  person: { readonly role: Role; readonly groups: readonly GroupName[] },
  connections: readonly AccessOfConnection[],
): ConfigurationConflict[] {
  if (holds(person.role, "connections:see")) return [];
  return connections.flatMap(({ name, accessGroups }) => {
    const group = person.groups.find((one) => accessGroups.includes(one));
    return group === undefined ? [] : [{ role: person.role, group, connection: name }];
  });
}

export function describeConflict({ role, group, connection }: ConfigurationConflict): string {
  return `Configuration conflict: ${role} by role, but group ${group} may access connection ${connection}; treated as ${role} only.`;
}
