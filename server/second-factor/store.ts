import type { UserId } from "@/domain/people/user";
import type { Tx } from "../db/db";

export interface FactorRecord {
  /** A box of server/secrets. */
  readonly secret: Uint8Array;
  readonly confirmedAt: Date | null;
}

export async function findFactor(tx: Tx, userId: UserId): Promise<FactorRecord | null> {
  return await tx.totp.findUnique({
    where: { userId },
    select: { secret: true, confirmedAt: true },
  });
}

/** A secret that nobody confirmed yet, in place of an earlier one; false when one is confirmed. */
export async function saveUnconfirmed(
  tx: Tx,
  userId: UserId,
  { secret, now }: { readonly secret: Uint8Array; readonly now: Date },
): Promise<boolean> {
  const data = { secret: Uint8Array.from(secret), createdAt: now, lastStep: -1n };
  const { count } = await tx.totp.updateMany({ where: { userId, confirmedAt: null }, data });
  if (count === 1) return true;
  const made = await tx.totp.createMany({ data: [{ userId, ...data }], skipDuplicates: true });
  return made.count === 1;
}

/** Compare-and-set: a step, and those before it, is accepted once, by one of two who come together. */
export async function acceptStep(tx: Tx, userId: UserId, step: number): Promise<boolean> {
  const { count } = await tx.totp.updateMany({
    where: { userId, lastStep: { lt: BigInt(step) } },
    data: { lastStep: BigInt(step) },
  });
  return count === 1;
}

export async function markConfirmed(tx: Tx, userId: UserId, now: Date): Promise<boolean> {
  const { count } = await tx.totp.updateMany({
    where: { userId, confirmedAt: null },
    data: { confirmedAt: now },
  });
  return count === 1;
}

export async function removeFactor(tx: Tx, userId: UserId): Promise<boolean> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  const { count } = await tx.totp.deleteMany({ where: { userId } });
  return count === 1;
}

export async function replaceRecoveryCodes(
  tx: Tx,
  userId: UserId,
  hashes: readonly string[],
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ userId, codeHash })) });
}

/** Compare-and-set: a recovery code works once. */
export async function spendRecoveryCode(
  tx: Tx,
  userId: UserId,
  { codeHash, now }: { readonly codeHash: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

export async function countRecoveryCodes(tx: Tx, userId: UserId): Promise<number> {
  return await tx.recoveryCode.count({ where: { userId, usedAt: null } });
}

export interface FactorPerson {
  readonly email: string;
  readonly isLocal: boolean;
}

export async function findFactorPerson(tx: Tx, userId: string): Promise<FactorPerson | null> {
  const row = await tx.user.findUnique({
    where: { id: userId },
    select: { email: true, password: { select: { userId: true } } },
  });
  return row === null ? null : { email: row.email, isLocal: row.password !== null };
}
