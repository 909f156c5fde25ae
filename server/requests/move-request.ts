import { invariant } from "@/domain/invariant";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { canMoveRequest, isOpenRequest, type RequestState } from "@/domain/requests/request";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { RequestEvent } from "./request-notice";
import type { RequestRecord } from "./request-record";
import { insertOutbox, type RequestChange, saveRequest } from "./store";

/** Who or what moves a request, and when. `actor` is null when its time ran out. */
export interface Mover {
  readonly actor: Actor | null;
  readonly origin: string;
  readonly now: Date;
}

export interface Move {
  readonly to: RequestState;
  readonly event: RequestEvent;
  readonly change?: RequestChange;
}

/**
 * One move of one locked request: compare-and-set, what everyone is told of and the audit line, all in
 * this transaction. Answers the request as it is then.
 */
export async function moveRequest(
  tx: Tx,
  request: RequestRecord,
  { to, event, change = {}, actor, origin, now }: Move & Mover,
): Promise<RequestRecord> {
  invariant(
    canMoveRequest(request.kind, request.state, to),
    `a request of kind ${request.kind} does not move from ${request.state} to ${to}`,
  );
  const ended = isOpenRequest(to) ? {} : { endedAt: now };
  const whole = { ...change, ...ended, state: to };
  if (!(await saveRequest(tx, request, whole))) throw changedMeanwhile();
  await tellOf(tx, { event, request, actor, now, facts: { from: request.state, to } });
  await recordAudit(tx, {
    ...{ actor, origin, event, subject: request.id },
    before: { state: request.state },
    after: {
      ...{ state: to, connection: request.connectionName, requester: request.requesterEmail },
      ...(whole.because === undefined ? {} : { because: whole.because }),
    },
  });
  return { ...request, ...whole, version: request.version + 1 };
}

export async function tellOf(
  tx: Tx,
  told: {
    readonly event: RequestEvent;
    readonly request: Pick<RequestRecord, "id">;
    readonly actor: Actor | null;
    readonly now: Date;
    readonly facts?: object;
  },
): Promise<void> {
  const { event, request, actor, now, facts } = told;
  const by = actor === null ? null : { id: actor.userId, name: actor.name };
  await insertOutbox(tx, {
    ...{ event, requestId: request.id, at: now },
    facts: { by, ...facts },
  });
}

export function changedMeanwhile(): Refusal {
  return new Refusal("REQUEST.CHANGED", "The request was changed meanwhile.");
}

export function requestAbsent(id: string): Refusal {
  return new Refusal("REQUEST.NOT_FOUND", `There is no request ${id} for you.`);
}
