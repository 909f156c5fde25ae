import type { DemandTally } from "@/domain/requests/tally";
import type { RequestDetail } from "./get-request";
import type { RequestSummary } from "./list/store";
import type { RequestPage } from "./list-requests";

export function presentRequests({ rows, nextCursor, total }: RequestPage) {
  return { rows: rows.map(presentSummary), nextCursor, total };
}

function presentSummary(row: RequestSummary) {
  const { id, kind, state, requesterName, requesterEmail, connectionName, command } = row;
  const { commandCut, revision, reason, durationSeconds, risk, forced, sessionId } = row;
  const { createdAt, expiresAt, endsAt, endedAt, because } = row;
  return {
    ...{ id, kind, state, command, commandCut, revision, reason, durationSeconds, risk, forced },
    ...{ createdAt, expiresAt, endsAt, endedAt, because, sessionId, connection: connectionName },
    requester: { name: requesterName, email: requesterEmail },
    rules: row.demands.map((one) => one.rule),
  };
}

/** What was asked for before: enough to know it again, and where to read the rest. */
export function presentEarlier(row: RequestSummary) {
  const { id, kind, state, connectionName, durationSeconds, forced, createdAt } = row;
  const line = row.command.trim().split("\n", 1)[0]?.trim() ?? "";
  const commandCut = row.commandCut || line.length < row.command.trim().length;
  return {
    ...{ id, kind, state, durationSeconds, forced, createdAt, connection: connectionName },
    ...{ command: line, commandCut },
  };
}

export function presentRequest(detail: RequestDetail) {
  const { request, revisions, votes, notes, tally, waitingFor, rights, isOwn } = detail;
  const { id, kind, state, command, revision, reason, durationSeconds, affectedRowsMax } = request;
  const { risk, riskReasons, forced, sessionId, refersToId, createdAt, expiresAt } = request;
  const { approvedAt, endsAt, endedAt, because, nudgedAt, connectionName } = request;
  return {
    ...{ id, kind, state, command, revision, reason, durationSeconds, affectedRowsMax, risk },
    ...{ forced, sessionId, refersToId, createdAt, expiresAt, approvedAt, endsAt, endedAt },
    ...{ because, nudgedAt, rights, isOwn, connection: connectionName },
    riskReasons: [...riskReasons],
    requester: { name: request.requesterName, email: request.requesterEmail },
    demands: tally.demands.map(presentDemand),
    revisions: revisions.map((one) => ({
      ...{ number: one.number, command: one.command, affectedRowsMax: one.affectedRowsMax },
      ...{ byName: one.byName, at: one.at },
    })),
    votes: votes.map(({ userName, verdict, reason: why, via, at, revision: on }) => ({
      ...{ name: userName, verdict, reason: why, via, at, revision: on },
    })),
    notes: notes.map(({ byName, text, at }) => ({ byName, text, at })),
    waitingFor: waitingFor.map(({ name, email }) => ({ name, email })),
  };
}

function presentDemand({ demand, isMet, missing, missingGroups }: DemandTally) {
  const { rule, approverGroups, approvals, selfApproval } = demand;
  return {
    ...{ rule, approvals, selfApproval, isMet, missing, missingGroups: [...missingGroups] },
    approverGroups: [...approverGroups],
  };
}
