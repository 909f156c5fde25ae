import { comparedInWords } from "@/domain/masking/compared-words";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import type { ContractColumn } from "@/domain/requests/contract";
import {
  approverGroupsOf,
  approvesItself,
  type Demand,
  jointTerms,
  mayBreakGlass,
} from "@/domain/requests/demand";
import { REQUEST_LIMITS, type RequestKind } from "@/domain/requests/request";
import type { RiskAssessment } from "@/domain/statements/assess-risk";
import { recordAudit } from "../audit/record-audit";
import type { ConnectionForSession } from "../connections/connection-record";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { contractOf } from "./contract-of";
import { moveRequest, tellOf } from "./move-request";
import type { RequestRecord } from "./request-record";
import { countOpenRequests, insertRequest, type NewRequest } from "./store";

/** What somebody asks for. */
export interface Ask {
  readonly kind: RequestKind;
  readonly actor: Actor;
  readonly origin: string;
  readonly connection: ConnectionForSession;
  readonly demands: readonly Demand[];
  readonly command: string;
  readonly reason: string;
  readonly durationSeconds: number | null;
  readonly affectedRowsMax: number | null;
  readonly risk: RiskAssessment;
  readonly sessionId: string | null;
  readonly refersToId: string | null;
  /** Act now, flagged, everyone told: refused unless every rule lets a group of theirs. */
  readonly breakGlass: boolean;
  /** Masked columns that it compares and that wait for the approval too. */
  readonly compares: readonly ContractColumn[];
}

/**
 * Makes the request, pending, and approves it at once where the rules let it: an admin's own, or by
 * breaking glass. Throws a Refusal when a reason is missing or the person has too many open.
 */
export async function createRequest(deps: Deps, ask: Ask): Promise<RequestRecord> {
  requireTerms(ask);
  return await deps.db.transaction(async (tx) => {
    const request = await insertPending(deps, tx, ask);
    return await approveAtOnce(deps, tx, { request, ask });
  });
}

function requireTerms({ actor, demands, reason, breakGlass }: Ask): void {
  const terms = jointTerms(demands);
  const rules = demands.map((one) => one.rule).join(", ");
  if (reason.trim() === "" && (terms.reasonRequired || breakGlass)) {
    throw new Refusal("REQUEST.REASON_NEEDED", `A reason is needed (${rules}).`);
  }
  if (breakGlass && !mayBreakGlass(actor, demands)) {
    throw new Refusal("REQUEST.NOT_ALLOWED", `You may not break the glass here (${rules}).`);
  }
}

async function insertPending(deps: Deps, tx: Tx, ask: Ask): Promise<RequestRecord> {
  const { actor, origin, connection, demands, risk } = ask;
  const { openOfPersonMax } = REQUEST_LIMITS;
  if ((await countOpenRequests(tx, actor.userId)) >= openOfPersonMax) {
    const because = `You have ${openOfPersonMax} open requests, which is the limit.`;
    throw new Refusal("REQUEST.LIMIT", because, { openOfPersonMax });
  }
  const id = deps.newId("req");
  const createdAt = deps.now();
  const { timeoutSeconds } = jointTerms(demands);
  const agreed = { ...ask, requesterId: actor.userId };
  const row: NewRequest = {
    ...{ id, kind: ask.kind, state: "pending", requesterId: actor.userId, createdAt },
    ...{ requesterName: actor.name, requesterEmail: actor.email, mode: "web", forced: false },
    ...{ connectionId: connection.id, connectionName: connection.name, command: ask.command },
    ...{ reason: ask.reason, durationSeconds: ask.durationSeconds, demands },
    ...{ affectedRowsMax: ask.affectedRowsMax, ...contractOf(agreed) },
    ...{ risk: risk.risk, riskReasons: reasonsWith(risk.reasons, ask.compares) },
    sessionId: ask.sessionId,
    ...{ refersToId: ask.refersToId, expiresAt: after(createdAt, timeoutSeconds) },
    ...{ approvedAt: null, endsAt: null, endedAt: null, because: null },
  };
  await insertRequest(tx, row, approverGroupsOf(demands));
  const request: RequestRecord = { ...row, revision: 1, nudgedAt: null, version: 1 };
  await tellOf(tx, { event: "request.created", request, actor, now: createdAt });
  await recordAudit(tx, {
    ...{ actor, origin, event: "request.created", subject: id },
    after: {
      ...{ kind: ask.kind, connection: connection.name, reason: ask.reason },
      rules: demands.map(({ rule, version }) => `${rule} (version ${version})`),
    },
  });
  return request;
}

/** What whoever decides must see first of all. */
export function reasonsWith(
  reasons: readonly string[],
  compares: readonly ContractColumn[] = [],
): readonly string[] {
  return [...compares.map(comparedInWords), ...reasons];
}

const BY_ROLE = "Approved by the requester's own role, as every rule that asks allows.";
export const BY_FORCE = "The glass was broken: it was approved at once, without a vote.";

async function approveAtOnce(
  deps: Deps,
  tx: Tx,
  { request, ask }: { readonly request: RequestRecord; readonly ask: Ask },
): Promise<RequestRecord> {
  const { actor, origin, demands, breakGlass } = ask;
  const byRole = approvesItself(actor, demands);
  if (!byRole && !breakGlass) return request;
  const now = deps.now();
  return await moveRequest(tx, request, {
    ...{ actor, origin, now, to: "approved" },
    event: byRole ? "request.approved" : "request.forced",
    change: {
      ...approvalOf(request, now),
      ...{ forced: !byRole, because: byRole ? BY_ROLE : BY_FORCE },
    },
  });
}

/** What an approval sets: an approved command may be run as long again, a window begins now. */
export function approvalOf(
  { kind, durationSeconds, demands }: RequestRecord,
  now: Date,
): { readonly approvedAt: Date; readonly expiresAt: Date; readonly endsAt: Date | null } {
  const { timeoutSeconds } = jointTerms(demands);
  const endsAt = kind === "jit" ? after(now, durationSeconds ?? 0) : null;
  return { approvedAt: now, expiresAt: endsAt ?? after(now, timeoutSeconds), endsAt };
}

function after(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1_000);
}
