import type { RoleMapping } from "@/domain/people/role";
import type { GroupName, UserId } from "@/domain/people/user";
import type { Decider } from "@/domain/requests/faults-of-rule";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../../db/db";
import { rankedPeople, ranksThatHold, UNMAPPED_RANK } from "../../db/role-sql";

/**
 * Active people whose role may decide: a table of ("userId", "groupId", "group") of these groups. Both
 * lists are made once and first, whatever the planner thinks of their size.
 */
function membersWhoDecide(
  mappings: readonly RoleMapping[],
  groups: readonly GroupName[],
): Prisma.Sql {
  const ranks = ranksThatHold("requests:decide");
  return Prisma.sql`
    WITH ranked AS MATERIALIZED (SELECT r."userId", r.rank FROM ${rankedPeople(mappings)} r),
      named AS MATERIALIZED (
        SELECT DISTINCT m."userId", m."groupId", g.name::text AS "group"
        FROM "group" g JOIN membership m ON m."groupId" = g.id
        WHERE g.name = ANY(${[...groups]}::text[])
      )
    SELECT named."userId", named."groupId", named."group"
    FROM named JOIN "user" u ON u.id = named."userId"
    WHERE u.status = 'active' AND (
      u.id IN (SELECT "userId" FROM ranked WHERE rank = ANY(${ranks}::int[]))
      OR (${ranks.includes(UNMAPPED_RANK)} AND u.id NOT IN (SELECT "userId" FROM ranked))
    )`;
}

export interface DeciderSearch {
  readonly mappings: readonly RoleMapping[];
  readonly groups: readonly GroupName[];
  /** No more than so many of each group are looked at. */
  readonly ofGroupMax: number;
}

/** Some of the people of each group who may decide, each with those of the groups they are in. */
export async function readDeciders(tx: Tx, search: DeciderSearch): Promise<Decider[]> {
  const { mappings, groups, ofGroupMax } = search;
  if (groups.length === 0) return [];
  return await tx.$queryRaw<{ userId: UserId; groups: GroupName[] }[]>`
    WITH able AS MATERIALIZED (${membersWhoDecide(mappings, groups)}),
      numbered AS (
        SELECT "userId", row_number() OVER (PARTITION BY "groupId" ORDER BY "userId") AS number
        FROM able
      )
    SELECT able."userId", array_agg(able."group" ORDER BY able."group") AS groups FROM able
    WHERE able."userId" IN (SELECT "userId" FROM numbered WHERE number <= ${ofGroupMax})
    GROUP BY able."userId"`;
}

export interface NamedDecider {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly GroupName[];
}

/** The first of them by name, and how many there are. */
export async function nameDeciders(
  tx: Tx,
  search: Omit<DeciderSearch, "ofGroupMax"> & { readonly rowsMax: number },
): Promise<{ readonly rows: readonly NamedDecider[]; readonly total: number }> {
  const { mappings, groups, rowsMax } = search;
  if (groups.length === 0) return { rows: [], total: 0 };
  const found = await tx.$queryRaw<(NamedDecider & { readonly total: bigint })[]>`
    SELECT u.id, u.name, u.email, array_agg(able."group" ORDER BY able."group") AS groups,
      count(*) OVER () AS total
    FROM (${membersWhoDecide(mappings, groups)}) able JOIN "user" u ON u.id = able."userId"
    GROUP BY u.id ORDER BY u.name, u.id LIMIT ${rowsMax}`;
  const rows = found.map(({ id, name, email, groups: of }) => ({ id, name, email, groups: of }));
  return { rows, total: Number(found[0]?.total ?? 0) };
}
