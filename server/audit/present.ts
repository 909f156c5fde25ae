import { type ChangeLine, changeLines } from "@/domain/audit/change-lines";
import type { ChainFault } from "@/domain/audit/verify-chain";
import type { StoredEvent } from "./store";
import type { Verification } from "./verify-trail";

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly event: string;
  readonly subject: string;
  readonly origin: string;
  /** The place in the chain; null until it is sealed. */
  readonly position: number | null;
}

export interface AuditDetail extends AuditRow {
  readonly actorId: string | null;
  readonly changes: readonly ChangeLine[];
  readonly sealedAt: Date | null;
  readonly hash: string | null;
}

export interface VerifiedTrail {
  readonly holds: boolean;
  /** Positions that hold, from the beginning. */
  readonly positions: number;
  readonly headHash: string;
  readonly durationMs: number;
  readonly bad: {
    readonly fault: ChainFault;
    readonly position: number | null;
    readonly eventId: string | null;
  } | null;
}

export function presentEvent(event: StoredEvent): AuditRow {
  const { id, at, actorName, event: name, subject, origin, position } = event;
  return {
    ...{ id, subject, origin, actor: actorName, event: name, at: new Date(at) },
    position: position === null ? null : Number(position),
  };
}

export function presentEventDetail(event: StoredEvent): AuditDetail {
  const { actorId, before, after, sealedAt, hash } = event;
  return {
    ...presentEvent(event),
    ...{ actorId, hash },
    changes: changeLines(parsed(before), parsed(after)),
    sealedAt: sealedAt === null ? null : new Date(sealedAt),
  };
}

export function presentVerification({ outcome, head, durationMs }: Verification): VerifiedTrail {
  const summary = { positions: head.position, headHash: head.hash, durationMs };
  if (outcome.kind === "holds") return { holds: true, bad: null, ...summary };
  const { fault, position, eventId } = outcome;
  return { holds: false, bad: { fault, position, eventId }, ...summary };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
