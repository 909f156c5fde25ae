import type { Actor } from "@/domain/people/user";
import { maySeeRequest } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import {
  approverGroupsOf,
  type Demand,
  ruleVersionsOf,
  sameDemands,
} from "@/domain/requests/demand";
import { isUndecided } from "@/domain/requests/request";
import { findWithin } from "../connections/find-for-session";
import type { Tx } from "../db/db";
import { sealContract } from "./contract-of";
import { changedMeanwhile, requestAbsent } from "./move-request";
import type { RequestRecord } from "./request-record";
import { groupsOfRequester, standingDemands } from "./standing-demands";
import { lockRequest, saveRequest, setApproverGroups } from "./store";

/** The request, locked, when this person may see it; otherwise it answers like one that is not there. */
export async function lockSeen(tx: Tx, actor: Actor, id: string): Promise<RequestRecord> {
  const request = await lockRequest(tx, id);
  if (request === null || !maySeeRequest(actor, request)) throw requestAbsent(id);
  return request;
}

/** Somebody decides about the text that they saw: another revision is another question. */
export function requireRevision(request: RequestRecord, revision: number): void {
  if (request.revision === revision) return;
  throw new Refusal(
    "REQUEST.CHANGED",
    `The request has a newer text: revision ${request.revision}.`,
  );
}

/** Throws a Refusal that says what became of it. Its time is looked at here too, not only by the job. */
export function requireUndecided(request: RequestRecord, now: Date): void {
  if (!isUndecided(request.state)) {
    throw new Refusal("REQUEST.CHANGED", `The request is ${request.state} already.`);
  }
  if (request.expiresAt <= now) {
    throw new Refusal("REQUEST.EXPIRED", "The request's time has run out.");
  }
}

/**
 * The locked request under the rules of this moment: rules that changed while it waits ask anew, and
 * whoever decides decides under them. A rule that is gone asks nothing more, but what it asked is kept
 * until another word is spoken: a request that no rule asks for can only be withdrawn.
 */
export async function underRulesOfNow(
  tx: Tx,
  request: RequestRecord,
  now: Date,
): Promise<RequestRecord> {
  const connection = await findWithin(tx, request.connectionName);
  if (connection === null || connection.id !== request.connectionId) {
    throw new Refusal("REQUEST.VOID", "The connection is not there any more.");
  }
  const groups = await groupsOfRequester(tx, request);
  const demands = await standingDemands(tx, { request, connection, groups, now });
  if (demands.length === 0) {
    throw new Refusal("REQUEST.VOID", "No rule asks for this request any more.");
  }
  if (sameDemands(demands, request.demands)) return { ...request, demands };
  return await saveDemands(tx, request, demands);
}

async function saveDemands(
  tx: Tx,
  request: RequestRecord,
  demands: readonly Demand[],
): Promise<RequestRecord> {
  const sealed = sealContract({ ...request.contract, rules: ruleVersionsOf(demands) });
  const change = { demands, ...sealed };
  if (!(await saveRequest(tx, request, change))) throw changedMeanwhile();
  await setApproverGroups(tx, request.id, approverGroupsOf(demands));
  return { ...request, ...change, version: request.version + 1 };
}
