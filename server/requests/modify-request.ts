import type { ConnectionKind } from "@/domain/connections/connection";
import { rightsOn } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { tallyVotes } from "@/domain/requests/tally";
import { LINK_LIMITS } from "@/protocol/version";
import { recordAudit } from "../audit/record-audit";
import { findWithin } from "../connections/find-for-session";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { readRisk } from "../statements/read-facts";
import { sealContract } from "./contract-of";
import { approvalOf, reasonsWith } from "./create-request";
import { changedMeanwhile, moveRequest, tellOf } from "./move-request";
import { lockSeen, requireRevision, requireUndecided, underRulesOfNow } from "./open-for-decision";
import type { RequestRecord } from "./request-record";
import { requireCeilingHolds } from "./row-ceiling";
import { countedVotes } from "./standing-demands";
import { saveRequest } from "./store";
import { type Voter, viaOf } from "./vote-on-request";
import { insertRevision, insertVote } from "./votes/store";

export interface Modification {
  readonly id: string;
  /** The text that was edited. */
  readonly revision: number;
  readonly command: string;
  /** More rows than this may not change; `null` takes a ceiling away, absent leaves it. */
  readonly affectedRowsMax?: number | null | undefined;
}

/**
 * An approver edits the command, or how many rows it may change. That is a new revision: earlier votes were about another text and
 * count no more, the editor's own counts, and it runs only after who asked has accepted it.
 */
export async function modifyRequest(
  deps: Deps,
  voter: Voter,
  { id, revision, command, affectedRowsMax: wanted }: Modification,
): Promise<RequestRecord> {
  return await deps.db.transaction(async (tx) => {
    const found = await lockSeen(tx, voter.actor, id);
    requireRevision(found, revision);
    requireUndecided(found, deps.now());
    const affectedRowsMax = wanted === undefined ? found.affectedRowsMax : wanted;
    const text = { command, affectedRowsMax };
    requireEdit(found, text);
    if (affectedRowsMax !== null) await requireCeilingHolds(deps, tx, { ...found, command });
    const { risk, reasons } = await readRisk(command, await kindOf(tx, found));
    const edited = { ...found, ...text, revision: revision + 1 };
    const request = await underRulesOfNow(tx, edited, deps.now());
    if (!rightsOn(voter.actor, request).mayModify) {
      throw new Refusal("REQUEST.NOT_ALLOWED", "You may not edit this request.");
    }
    // It may compare what it was asked to compare, and nothing else: its run is held to that.
    const riskReasons = reasonsWith(reasons, request.contract.compares);
    const sealed = sealContract({ ...request.contract, ...text });
    const change = { ...text, revision: edited.revision, risk, riskReasons, ...sealed };
    return await propose(deps, tx, {
      voter,
      request: { ...request, ...change, state: found.state },
      change,
    });
  });
}

/** What reads its command. */
async function kindOf(tx: Tx, { connectionName }: RequestRecord): Promise<ConnectionKind> {
  const connection = await findWithin(tx, connectionName);
  if (connection !== null) return connection.kind;
  throw new Refusal("REQUEST.VOID", "The connection is not there any more.");
}

function requireEdit(
  request: RequestRecord,
  { command, affectedRowsMax }: Pick<RequestRecord, "command" | "affectedRowsMax">,
): void {
  const { statementBytesMax } = LINK_LIMITS;
  if (Buffer.byteLength(command) > statementBytesMax) {
    const because = `The command is larger than ${statementBytesMax} bytes.`;
    throw new Refusal("LIMIT.STATEMENT", because, { statementBytesMax });
  }
  const isSame = command === request.command && affectedRowsMax === request.affectedRowsMax;
  if (command.trim() === "" || isSame) {
    const because = "The command and its row ceiling are the same as before.";
    throw new Refusal("INPUT.INVALID", because, { field: "command" });
  }
  const { revisionsMax } = REQUEST_LIMITS;
  if (request.revision >= revisionsMax) {
    const because = `A request has at most ${revisionsMax} revisions.`;
    throw new Refusal("REQUEST.LIMIT", because, { revisionsMax });
  }
}

async function propose(
  deps: Deps,
  tx: Tx,
  proposal: {
    readonly voter: Voter;
    readonly request: RequestRecord;
    readonly change: Partial<RequestRecord>;
  },
): Promise<RequestRecord> {
  const { voter, request, change } = proposal;
  const { actor } = voter;
  const at = deps.now();
  const { id, command, affectedRowsMax, revision } = request;
  await insertRevision(tx, id, {
    ...{ number: revision, command, affectedRowsMax, at, byId: actor.userId, byName: actor.name },
  });
  await insertVote(tx, id, {
    ...{ revision, userId: actor.userId, userName: actor.name, verdict: "approve", reason: "" },
    ...{ via: viaOf(actor), at },
  });
  const event = "request.proposed";
  if (request.state === "pending") {
    return await moveRequest(tx, request, { ...voter, now: at, to: "proposed", event, change });
  }
  if (!(await saveRequest(tx, request, change))) throw changedMeanwhile();
  await tellOf(tx, { event, request, actor, now: at });
  await recordAudit(tx, { ...voter, event, subject: id, after: { revision } });
  return { ...request, version: request.version + 1 };
}

/** Who asked takes the edited text: it is approved when the votes on it are enough, and waits otherwise. */
export async function acceptProposal(
  deps: Deps,
  voter: Voter,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<RequestRecord> {
  return await deps.db.transaction(async (tx) => {
    const found = await lockSeen(tx, voter.actor, id);
    requireRevision(found, revision);
    requireUndecided(found, deps.now());
    const request = await underRulesOfNow(tx, found, deps.now());
    if (!rightsOn(voter.actor, request).mayAnswer) {
      throw new Refusal("REQUEST.NOT_ALLOWED", "There is no proposal for you to accept.");
    }
    const votes = await countedVotes(deps, tx, request);
    const now = deps.now();
    const mover = { ...voter, now };
    const isApproved = tallyVotes({ ...request, votes }).outcome === "approved";
    return isApproved
      ? await moveRequest(tx, request, {
          ...{ ...mover, to: "approved", event: "request.approved" },
          change: approvalOf(request, now),
        })
      : await moveRequest(tx, request, { ...mover, to: "pending", event: "request.accepted" });
  });
}
