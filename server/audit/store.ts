import type { AuditEntry } from "@/domain/audit/audit-event";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";

const SYSTEM = "gateway";

export async function appendAuditEvent(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      actorId: entry.actor?.userId ?? null,
      actorName: entry.actor?.name ?? SYSTEM,
      event: entry.event,
      subject: entry.subject.slice(0, 200),
      origin: (entry.origin ?? "").slice(0, 200),
      ...(entry.before === undefined ? {} : { before: asJson(entry.before) }),
      ...(entry.after === undefined ? {} : { after: asJson(entry.after) }),
    },
    select: { id: true },
  });
}

/** Dates become ISO text here, so that what is stored is what an export shows. */
function asJson(value: object): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
