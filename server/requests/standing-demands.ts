import { roleOf } from "@/domain/people/role";
import type { AccessRule } from "@/domain/requests/access-rule";
import { demandsOfWindow, demandsOn } from "@/domain/requests/decide-rules";
import { type Demand, demandOf } from "@/domain/requests/demand";
import type { CountedVote } from "@/domain/requests/tally";
import type { ConnectionForSession } from "../connections/connection-record";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { judgeWithin } from "../guardrails/judge-command";
import { rulesAsTheyAre } from "../rules/rules-in-force";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { factsOfStatement } from "../statements/read-facts";
import type { RequestRecord } from "./request-record";
import { findVoters, findVotes } from "./votes/store";

export interface Asked {
  readonly request: Pick<RequestRecord, "kind" | "command" | "demands" | "contract">;
  readonly connection: ConnectionForSession;
  /** The requester's groups of now. */
  readonly groups: readonly string[];
  readonly now: Date;
}

/**
 * What the rules of this moment ask of a request: those that apply now, and those it was made under as
 * long as they are there. An edit or a lost group thus never takes a demand away.
 */
export async function standingDemands(
  tx: Tx,
  { request, connection, groups, now: at }: Asked,
): Promise<readonly Demand[]> {
  const rules = await rulesAsTheyAre(tx);
  const question = { actor: { groups }, connection, rules };
  const now =
    request.kind === "jit"
      ? demandsOfWindow(question)
      : demandsOn({
          ...{ ...question, facts: await factsOfStatement(request.command, connection.kind) },
          sentByGuardrail:
            rules.some(asksOfGuardrails) &&
            (await isSentByGuardrail(tx, { request, connection, now: at })),
        }).filter((one) => one.kind === "action");
  const asked = new Set(now.map((one) => one.ruleId));
  const frozen = request.demands.flatMap((one) => {
    const rule = rules.find(({ id, enabled }) => id === one.ruleId && enabled);
    return rule === undefined || asked.has(one.ruleId) ? [] : [demandOf(rule)];
  });
  return [...now, ...frozen].toSorted((one, other) => (one.rule < other.rule ? -1 : 1));
}

/** Only such a rule wants to know; the others hold or let pass whatever guardrails say. */
function asksOfGuardrails({ enabled, commands }: AccessRule): boolean {
  return enabled && commands === "guardrail";
}

/** What it compares sends it, and an edit may have made a command of it that guardrails send. */
async function isSentByGuardrail(
  tx: Tx,
  { request, connection, now }: Omit<Asked, "groups">,
): Promise<boolean> {
  const { compares = [] } = request.contract;
  if (compares.length > 0) return true;
  const verdict = await judgeWithin(tx, { connection, now }, request.command);
  return verdict.outcome === "require-approval";
}

/** The votes on the revision in force with what their people may now. */
export async function countedVotes(
  deps: Deps,
  tx: Tx,
  { id, revision }: Pick<RequestRecord, "id" | "revision">,
): Promise<readonly CountedVote[]> {
  const votes = (await findVotes(tx, id)).filter((vote) => vote.revision === revision);
  if (votes.length === 0) return [];
  const { roleMappings } = await readSignInSettings(deps, tx);
  const people = await findVoters(
    tx,
    votes.map((vote) => vote.userId),
  );
  return votes.flatMap(({ userId, verdict }) => {
    const person = people.find((one) => one.userId === userId);
    if (person === undefined) return [];
    return [{ verdict, voter: { ...person, role: roleOf(person.groups, roleMappings) } }];
  });
}

export async function groupsOfRequester(
  tx: Tx,
  { requesterId }: Pick<RequestRecord, "requesterId">,
): Promise<readonly string[]> {
  if (requesterId === null) return [];
  const [person] = await findVoters(tx, [requesterId]);
  return person?.groups ?? [];
}
