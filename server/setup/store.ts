import type { Tx } from "../db/db";

const PURPOSE = "setup";

/** One link at a time: a new one replaces those that nobody used. */
export async function replaceSetupLink(
  tx: Tx,
  link: { readonly tokenHash: string; readonly createdAt: Date; readonly expiresAt: Date },
): Promise<void> {
  await tx.oneTimeLink.deleteMany({ where: { purpose: PURPOSE, usedAt: null } });
  await tx.oneTimeLink.create({
    data: { ...link, purpose: PURPOSE },
    select: { tokenHash: true },
  });
}

/** Whether the link would work now. Only its use, below, decides. */
export async function isSetupLinkOpen(tx: Tx, tokenHash: string, now: Date): Promise<boolean> {
  const where = { tokenHash, purpose: PURPOSE, usedAt: null, expiresAt: { gt: now } };
  return (await tx.oneTimeLink.count({ where })) === 1;
}

/** Compare-and-set: of two uses of one link, one gets true. */
export async function useSetupLink(tx: Tx, tokenHash: string, now: Date): Promise<boolean> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { tokenHash, purpose: PURPOSE, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Set-up happens once: parallel first admins wait for each other here until the transaction ends. */
export async function lockSetup(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse setup'))`;
}
