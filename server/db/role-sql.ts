import { holds, type Permission } from "@/domain/people/permission";
import { ROLES, type Role, type RoleMapping } from "@/domain/people/role";
import { Prisma } from "@/prisma/generated/client";

/** Roles as numbers that sort as the domain's list does: the strongest is the smallest. */
export function rankOf(role: Role): number {
  return ROLES.indexOf(role);
}

export function ranksThatHold(permission: Permission): number[] {
  return ROLES.filter((role) => holds(role, permission)).map(rankOf);
}

/** The rank of whoever has no row below. */
export const UNMAPPED_RANK = rankOf("member");

/**
 * `domain/people/role.ts` said in SQL, the only place that does: a table of ("userId", rank) of everybody
 * whom a group gives a role. A test holds the two equal.
 */
export function rankedPeople(mappings: readonly RoleMapping[]): Prisma.Sql {
  const matches = mappings.map(({ match }) => match);
  const groups = mappings.map(({ group }) => group);
  const ranks = mappings.map(({ role }) => rankOf(role));
  return Prisma.sql`(
    SELECT m."userId", min(line.rank) AS rank
    FROM unnest(${matches}::text[], ${groups}::text[], ${ranks}::int[]) AS line(match, name, rank)
    JOIN "group" g ON CASE line.match
      WHEN 'exact' THEN g.name = line.name ELSE starts_with(g.name, line.name) END
    JOIN membership m ON m."groupId" = g.id
    GROUP BY m."userId"
  )`;
}
