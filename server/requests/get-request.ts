import { roleOf } from "@/domain/people/role";
import type { Actor } from "@/domain/people/user";
import { maySeeRequest, type RequestRights, rightsOn } from "@/domain/policy/decide-request";
import { approverGroupsOf } from "@/domain/requests/demand";
import { isUndecided } from "@/domain/requests/request";
import { mayVote, type Tally, tallyVotes } from "@/domain/requests/tally";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { requestAbsent } from "./move-request";
import type { NoteRecord, RequestRecord, RevisionRecord, VoteRecord } from "./request-record";
import { countedVotes } from "./standing-demands";
import { findRequest } from "./store";
import { findGroupPeople, findNotes, findRevisions, findVotes } from "./votes/store";

const APPROVERS_MAX = 200;

export interface Approver {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

export interface RequestDetail {
  readonly request: RequestRecord;
  readonly revisions: readonly RevisionRecord[];
  readonly votes: readonly VoteRecord[];
  readonly notes: readonly NoteRecord[];
  readonly tally: Tally;
  /** Who may decide it now and has not; empty once it is decided. */
  readonly waitingFor: readonly Approver[];
  readonly rights: RequestRights;
  /** Whether it is the reader who asked. */
  readonly isOwn: boolean;
}

/** One request as this person may see it; one they may not see answers like one that is not there. */
export async function getRequest(deps: Deps, actor: Actor, id: string): Promise<RequestDetail> {
  const request = await findRequest(deps.db.read, id);
  if (request === null || !maySeeRequest(actor, request)) throw requestAbsent(id);
  const { read } = deps.db;
  const [revisions, votes, notes, counted, approvers] = await Promise.all([
    findRevisions(read, id),
    findVotes(read, id),
    findNotes(read, id),
    countedVotes(deps, read, request),
    isUndecided(request.state) ? approversOf(deps, request) : [],
  ]);
  const voted = new Set<string>(counted.map(({ voter }) => voter.userId));
  return {
    ...{ request, revisions, votes, notes },
    tally: tallyVotes({ ...request, votes: counted }),
    waitingFor: approvers.filter(({ userId }) => !voted.has(userId)),
    rights: rightsOn(actor, request),
    isOwn: request.requesterId === actor.userId,
  };
}

/** Everybody whose vote would count now. */
export async function approversOf(
  deps: Deps,
  request: Pick<RequestRecord, "demands" | "requesterId">,
): Promise<readonly Approver[]> {
  const { roleMappings } = await readSignInSettings(deps);
  const groups = approverGroupsOf(request.demands);
  const people = await findGroupPeople(deps.db.read, groups, APPROVERS_MAX);
  return people
    .filter((one) => mayVote({ ...one, role: roleOf(one.groups, roleMappings) }, request))
    .map(({ userId, name, email }) => ({ userId, name, email }));
}
