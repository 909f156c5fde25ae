import type { Tx } from "../db/db";

export interface NewPreview {
  readonly id: string;
  readonly requestId: string;
  readonly revision: number;
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
}

export interface PreviewRecord extends NewPreview {
  readonly endedAt: Date | null;
  readonly sessionId: string | null;
}

const PREVIEW = {
  ...{ id: true, requestId: true, revision: true, byId: true, byName: true, at: true },
  ...{ endedAt: true, sessionId: true },
} as const;

/** Ends those of a request that began before this: their gateway died. */
export async function endLostPreviews(tx: Tx, requestId: string, before: Date): Promise<void> {
  await tx.$executeRaw`UPDATE access_request_preview SET "endedAt" = "at"
    WHERE "requestId" = ${requestId} AND "endedAt" IS NULL AND "at" < ${before}`;
}

export async function countPreviews(
  tx: Tx,
  requestId: string,
  since: Date,
): Promise<{ readonly running: number; readonly recent: number }> {
  const running = await tx.accessRequestPreview.count({ where: { requestId, endedAt: null } });
  const recent = await tx.accessRequestPreview.count({ where: { requestId, at: { gt: since } } });
  return { running, recent };
}

export async function insertPreview(tx: Tx, preview: NewPreview): Promise<void> {
  await tx.accessRequestPreview.create({ data: preview, select: { id: true } });
}

export async function savePreview(
  tx: Tx,
  id: string,
  change: { readonly sessionId?: string; readonly endedAt?: Date },
): Promise<void> {
  await tx.accessRequestPreview.updateMany({ where: { id }, data: change });
}

/** The last one whose session was opened; those that were refused before have nothing to show. */
export async function findLatestPreview(tx: Tx, requestId: string): Promise<PreviewRecord | null> {
  return await tx.accessRequestPreview.findFirst({
    where: { requestId, sessionId: { not: null } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: PREVIEW,
  });
}
