import type { Db } from "../server/db/db";

export interface Crowd {
  readonly people: number;
  readonly groups: number;
  /** Groups of each person. */
  readonly each: number;
}

/** A large organisation, made in three statements: people `person-00001 …`, groups `team-001 …`. */
export async function fillCrowd(db: Db, { people, groups, each }: Crowd): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO "group" (id, name, source)
      SELECT 'grp_crowd' || n,
        CASE WHEN n % 50 = 0 THEN 'approver-' WHEN n % 3 = 0 THEN 'Team ' ELSE 'team-' END || n,
        CASE WHEN n % 4 = 0 THEN 'idp' ELSE 'local' END
      FROM generate_series(1, ${groups}::int) n`;
    await tx.$executeRaw`
      INSERT INTO "user" (id, name, email, status, source, "lastSeenAt")
      SELECT 'usr_crowd' || n, 'Person ' || to_char(n, 'FM00000'),
        'person-' || to_char(n, 'FM00000') || '@corp.test',
        CASE WHEN n % 20 = 0 THEN 'inactive' ELSE 'active' END,
        CASE WHEN n % 3 = 0 THEN 'idp' ELSE 'local' END,
        CASE WHEN n % 7 = 0 THEN NULL ELSE now() - make_interval(mins => n) END
      FROM generate_series(1, ${people}::int) n`;
    await tx.$executeRaw`
      INSERT INTO membership ("userId", "groupId", source)
      SELECT DISTINCT 'usr_crowd' || n, 'grp_crowd' || (1 + (n * 7919 + k * 104729) % ${groups}::int), 'local'
      FROM generate_series(1, ${people}::int) n, generate_series(1, ${each}::int) k`;
    await tx.$executeRaw`ANALYZE "user", "group", membership`;
  });
}
