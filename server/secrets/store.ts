import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";

const CHECK = "master-key.check";

/** The box that only the right master key opens; null before the first start has written it. */
export async function findKeyCheck(tx: Tx): Promise<Uint8Array | null> {
  const row = await tx.setting.findUnique({ where: { key: CHECK }, select: { value: true } });
  return typeof row?.value === "string" ? Buffer.from(row.value, "base64") : null;
}

/** The first writer wins; the others find its box. */
export async function saveKeyCheck(tx: Tx, box: Uint8Array): Promise<void> {
  const value = Buffer.from(box).toString("base64");
  await tx.setting.createMany({ data: [{ key: CHECK, value }], skipDuplicates: true });
}

export async function holdsSecrets(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>(Prisma.sql`
    SELECT EXISTS (SELECT FROM connection)
      OR EXISTS (SELECT FROM totp)
      OR EXISTS (SELECT FROM sign_in WHERE "providerTokens" IS NOT NULL) AS found`);
  return row?.found ?? true;
}
