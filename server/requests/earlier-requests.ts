import type { Actor } from "@/domain/people/user";
import { maySeeRequest, requestsVisibleTo } from "@/domain/policy/decide-request";
import type { Deps } from "../deps";
import { findEarlier, type RequestSummary } from "./list/store";
import { requestAbsent } from "./move-request";
import { findRequest } from "./store";

const EARLIER_MAX = 10;

/**
 * What the same person asked for before this request, those on the same connection first, each as the
 * newest first: as far as whoever looks may see it. Of somebody who was deleted nothing is told together.
 */
export async function earlierRequests(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<readonly RequestSummary[]> {
  const { read } = deps.db;
  const request = await findRequest(read, id);
  if (request === null || !maySeeRequest(actor, request)) throw requestAbsent(id);
  if (request.requesterId === null) return [];
  const { requesterId, connectionName, createdAt } = request;
  const than = { id, requesterId, connectionName, createdAt };
  return await findEarlier(read, { reach: requestsVisibleTo(actor), than, rowsMax: EARLIER_MAX });
}
