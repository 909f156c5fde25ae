import { isUndecided } from "@/domain/requests/request";
import { tallyVotes } from "@/domain/requests/tally";
import { findAsItIs } from "../connections/find-for-session";
import type { Deps } from "../deps";
import { adminEmails } from "../people/admin-emails";
import { approversOf } from "./get-request";
import type { RequestNotice } from "./request-notice";
import { countedVotes } from "./standing-demands";
import { findRequest } from "./store";
import { findVotes } from "./votes/store";

/** A request as those are told who are concerned; `null` when there is none any more. */
export async function noticeOf(deps: Deps, requestId: string): Promise<RequestNotice | null> {
  const request = await findRequest(deps.db.read, requestId);
  if (request === null) return null;
  const { read } = deps.db;
  const [votes, counted, connection, approvers, admins] = await Promise.all([
    findVotes(read, requestId),
    countedVotes(deps, read, request),
    findAsItIs(deps, request.connectionName),
    isUndecided(request.state) || request.forced ? approversOf(deps, request) : [],
    request.forced ? adminEmails(deps) : [],
  ]);
  const { id, kind, state, command, revision, reason, durationSeconds } = request;
  const { risk, riskReasons, forced, createdAt, expiresAt, endsAt, because } = request;
  return {
    ...{ id, kind, state, command, revision, reason, durationSeconds, risk, riskReasons, forced },
    ...{ createdAt, expiresAt, endsAt, because },
    requester: {
      ...{ id: request.requesterId, name: request.requesterName, email: request.requesterEmail },
    },
    connection: { name: request.connectionName, tags: connection?.tags ?? {} },
    demands: tallyVotes({ ...request, votes: counted }).demands,
    votes: votes
      .filter((vote) => vote.revision === revision)
      .map(({ userId, userName, verdict, reason: why, at }) => ({
        ...{ userId, name: userName, verdict, reason: why, at },
      })),
    approverEmails: approvers.map(({ email }) => email),
    adminEmails: admins,
    url: `${deps.env.url}/access-requests/${id}`,
  };
}
