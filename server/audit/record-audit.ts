import { type AuditEntry, isAuditEventName, secretFieldOf } from "@/domain/audit/audit-event";
import { invariant } from "@/domain/invariant";
import type { Tx } from "../db/db";
import { appendAuditEvent } from "./store";

/**
 * Writes one line of the audit trail in the transaction of the change: either both happen or neither.
 * A field that is named like a secret is a bug of the caller and fails the change.
 */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  invariant(isAuditEventName(entry.event), `an audit event is noun.pastTense, not ${entry.event}`);
  const leaking = secretFieldOf(entry.before) ?? secretFieldOf(entry.after);
  invariant(
    leaking === null,
    `the audit trail never holds a secret, and ${leaking} is named as one`,
  );
  await appendAuditEvent(tx, entry);
}
