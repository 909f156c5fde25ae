import type { ProbeAudience } from "@/domain/masking/probe/probe";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import type { PlannedRow, ReadVerdicts, VerdictRow } from "./read-verdicts";

export interface NewProbe {
  readonly id: string;
  readonly connectionId: string;
  readonly byId: string;
  readonly byName: string;
  readonly audience: ProbeAudience;
  readonly at: Date;
}

export interface ProbeRecord extends NewProbe {
  readonly connection: string;
  readonly endedAt: Date | null;
  readonly sessionId: string | null;
  readonly state: string | null;
  readonly code: string | null;
  readonly because: string | null;
  readonly total: number;
  readonly tried: number;
  readonly leaked: number;
  readonly guessable: number;
  /** Masked or refused where a value would have come out, or might have. */
  readonly withstood: number;
}

export interface ProbeDetail extends ProbeRecord {
  readonly columns: readonly PlannedRow[];
  readonly verdicts: readonly VerdictRow[];
}

export interface ProbeEnd {
  readonly endedAt: Date;
  readonly state: string;
  readonly code: string | null;
  readonly because: string | null;
}

const PROBE = {
  ...{ id: true, connectionId: true, byId: true, byName: true, audience: true, at: true },
  ...{ endedAt: true, sessionId: true, state: true, code: true, because: true, total: true },
  ...{ tried: true, leaked: true, guessable: true, withstood: true },
  connection: { select: { name: true } },
} as const satisfies Prisma.MaskingProbeSelect;

/** One at a time of a connection: who asks meanwhile waits for this lock and then sees it. */
export async function lockProbesOf(tx: Tx, connectionId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse masking probe ' || ${connectionId}))`;
}

/** Ends those that began before this: their gateway died. */
export async function endLostProbes(tx: Tx, connectionId: string, before: Date): Promise<void> {
  await tx.$executeRaw`UPDATE masking_probe SET "endedAt" = "at", "state" = 'interrupted'
    WHERE "connectionId" = ${connectionId} AND "endedAt" IS NULL AND "at" < ${before}`;
}

export async function isProbed(tx: Tx, connectionId: string): Promise<boolean> {
  return (await tx.maskingProbe.count({ where: { connectionId, endedAt: null } })) > 0;
}

export async function insertProbe(tx: Tx, probe: NewProbe): Promise<void> {
  await tx.maskingProbe.create({ data: { ...probe }, select: { id: true } });
}

/** Whoever opened it is told its session; a probe that was refused before has none. */
export async function saveProbeSession(tx: Tx, id: string, sessionId: string): Promise<void> {
  await tx.maskingProbe.updateMany({ where: { id }, data: { sessionId } });
}

export async function saveVerdicts(tx: Tx, id: string, read: ReadVerdicts): Promise<void> {
  const { columns, verdicts } = read;
  await tx.maskingProbe.updateMany({
    where: { id },
    data: { ...read.counts(), columns, verdicts },
  });
}

export async function saveProbeEnd(tx: Tx, id: string, end: ProbeEnd): Promise<void> {
  await tx.maskingProbe.updateMany({ where: { id }, data: { ...end } });
}

/** One that was refused before its session was opened has nothing to say. */
export async function removeProbe(tx: Tx, id: string): Promise<void> {
  await tx.maskingProbe.deleteMany({ where: { id } });
}

/** Beyond so many of a connection, the oldest go. */
export async function removeOldProbes(tx: Tx, connectionId: string, keep: number): Promise<void> {
  await tx.$executeRaw`DELETE FROM masking_probe WHERE id IN (
    SELECT id FROM masking_probe WHERE "connectionId" = ${connectionId} AND "endedAt" IS NOT NULL
    ORDER BY "at" DESC, id DESC OFFSET ${keep})`;
}

/** The newest first. */
export async function listProbesOf(
  tx: Tx,
  wanted: { readonly connection: string | null; readonly rowsMax: number },
): Promise<ProbeRecord[]> {
  const rows = await tx.maskingProbe.findMany({
    ...(wanted.connection !== null && { where: { connection: { name: wanted.connection } } }),
    ...{ select: PROBE, take: wanted.rowsMax },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  return rows.map(toProbe);
}

export interface LatestProbe {
  readonly probe: ProbeRecord;
  readonly connection: { readonly name: string; readonly tags: Readonly<Record<string, string>> };
}

/** Of each connection the last one that came to its end. */
export async function listLatestProbes(tx: Tx, rowsMax: number): Promise<LatestProbe[]> {
  const rows = await tx.maskingProbe.findMany({
    ...{ where: { state: "done" }, distinct: ["connectionId"], take: rowsMax },
    orderBy: [{ connectionId: "asc" }, { at: "desc" }],
    select: { ...PROBE, connection: { select: { name: true, tags: true } } },
  });
  return rows.map((row) => {
    const { name, tags } = row.connection;
    return { probe: toProbe(row), connection: { name, tags: tags as Record<string, string> } };
  });
}

export async function findProbe(tx: Tx, id: string): Promise<ProbeDetail | null> {
  const select = { ...PROBE, columns: true, verdicts: true };
  const row = await tx.maskingProbe.findUnique({ where: { id }, select });
  if (row === null) return null;
  const { columns, verdicts, ...rest } = row;
  // Checked before they were written: read-verdicts.ts.
  return {
    ...toProbe(rest),
    columns: columns as unknown as PlannedRow[],
    verdicts: verdicts as unknown as VerdictRow[],
  };
}

function toProbe(row: Prisma.MaskingProbeGetPayload<{ select: typeof PROBE }>): ProbeRecord {
  const { connection, audience, ...rest } = row;
  return { ...rest, connection: connection.name, audience: audience as ProbeAudience };
}
