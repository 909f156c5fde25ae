import type { GroupView } from "./get-group";
import type { EffectAnswer } from "./group-change-effect";
import type { CountedGroup } from "./group-record";

const NAMED_MAX = 20;

export function presentGroup(group: CountedGroup) {
  const { id, name, source, memberCount, connectionCount } = group;
  return { id, name, source, memberCount, connectionCount };
}

export function presentGroupDetail({ group, role, members, connections, rules }: GroupView) {
  const { id, name, source, createdAt } = group;
  return {
    ...{ id, name, source, createdAt, role },
    members: {
      total: members.total,
      rows: members.rows.map((member) => ({ ...member, sources: [...member.sources] })),
    },
    connections: { names: [...connections.names], total: connections.total },
    rules: { rows: rules.rows.map(({ id, name }) => ({ id, name })), total: rules.total },
  };
}

/** Names a few of each and says how many there are. */
export function presentEffect(answer: EffectAnswer) {
  const { group, memberCount, connectionCount, complete, effect, rules } = answer;
  return {
    ...{ name: group.name, memberCount, connectionCount, complete },
    rules: { rows: rules.rows.map(({ id, name }) => ({ id, name })), total: rules.total },
    roles: {
      total: effect.roles.length,
      rows: effect.roles.slice(0, NAMED_MAX).map(({ member, from, to }) => ({
        ...{ name: member.name, email: member.email, from, to },
      })),
    },
    connections: {
      total: effect.connections.length,
      rows: effect.connections.slice(0, NAMED_MAX).map(({ connection, members }) => ({
        ...{ connection, total: members.length },
        names: members.slice(0, NAMED_MAX).map(({ name }) => name),
      })),
    },
  };
}
