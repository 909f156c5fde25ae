import type { Tx } from "../../db/db";

export interface Take {
  readonly ruleId: string;
  readonly userId: string;
  readonly perDay: number;
  /** Of UTC. */
  readonly day: string;
}

/**
 * Counts one more in one statement, so that of two at once only one can be the last; `null`: none is
 * left. A gateway whose clock is behind never takes the count back to an earlier day.
 */
export async function takeOne(
  tx: Tx,
  { ruleId, userId, perDay, day }: Take,
): Promise<number | null> {
  const rows = await tx.$queryRaw<{ used: number }[]>`
    INSERT INTO masking_comparison_use AS kept ("ruleId", "userId", day, used)
    SELECT ${ruleId}, ${userId}, ${day}::date, 1 WHERE ${perDay}::int >= 1
    ON CONFLICT ("ruleId", "userId") DO UPDATE SET
      used = CASE WHEN kept.day < EXCLUDED.day THEN 1 ELSE kept.used + 1 END,
      day = GREATEST(kept.day, EXCLUDED.day)
    WHERE kept.day < EXCLUDED.day OR kept.used < ${perDay}::int
    RETURNING kept.used`;
  return rows[0]?.used ?? null;
}

export interface UseOfPerson {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly used: number;
}

/** Who used how many of a rule on a day, the most first. */
export async function findUses(
  tx: Tx,
  wish: { readonly ruleId: string; readonly day: string; readonly rowsMax: number },
): Promise<UseOfPerson[]> {
  const rows = await tx.comparisonUse.findMany({
    where: { ruleId: wish.ruleId, day: { gte: new Date(`${wish.day}T00:00:00Z`) } },
    select: { used: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ used: "desc" }, { userId: "asc" }],
    take: wish.rowsMax,
  });
  return rows.map(({ used, user: { id, name, email } }) => ({ userId: id, name, email, used }));
}
