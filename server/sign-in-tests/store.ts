import type { CameBy } from "@/domain/people/user";
import type { Tx } from "../db/db";

export interface NewTest {
  readonly id: string;
  readonly stateHash: string;
  readonly signInId: CameBy;
  readonly box: Uint8Array;
  readonly expiresAt: Date;
}

/** One test at a time for a sign-in: the new one takes the place of the others, and of all old ones. */
export async function replaceTest(tx: Tx, test: NewTest, now: Date): Promise<void> {
  await tx.signInTest.deleteMany({
    where: { OR: [{ signInId: test.signInId }, { expiresAt: { lte: now } }] },
  });
  const data = { ...test, box: Uint8Array.from(test.box) };
  await tx.signInTest.create({ data, select: { id: true } });
}

export interface SealedTest {
  readonly id: string;
  readonly box: Uint8Array;
}

/** Compare-and-set: a state comes back once, to the browser that left with it, in time. */
export async function takeTest(
  tx: Tx,
  { stateHash, signInId }: { readonly stateHash: string; readonly signInId: CameBy },
  now: Date,
): Promise<SealedTest | null> {
  const rows = await tx.$queryRaw<SealedTest[]>`
    UPDATE sign_in_test SET answered = true
    WHERE "stateHash" = ${stateHash} AND "signInId" = ${signInId}
      AND NOT answered AND "expiresAt" > ${now}
    RETURNING id, box`;
  return rows[0] ?? null;
}

export async function saveTestBox(tx: Tx, id: string, box: Uint8Array): Promise<void> {
  await tx.signInTest.updateMany({ where: { id }, data: { box: Uint8Array.from(box) } });
}

export async function findTest(
  tx: Tx,
  { id, signInId }: { readonly id: string; readonly signInId: CameBy },
  now: Date,
): Promise<Uint8Array | null> {
  const row = await tx.signInTest.findFirst({
    where: { id, signInId, expiresAt: { gt: now } },
    select: { box: true },
  });
  return row?.box ?? null;
}
