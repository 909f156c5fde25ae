import { sayingsOf } from "@/domain/guardrails/say-verdict";
import { comparedInWords } from "@/domain/masking/compared-words";
import type { ComparedColumn } from "@/domain/masking/lineage/judge-comparing";
import { isRefusal, type Refusal } from "@/domain/refusal";
import { decideRules, type RulesDecision } from "@/domain/requests/decide-rules";
import { claimRequest } from "../requests/claim-request";
import { createRequest } from "../requests/create-request";
import { openGrantsOf } from "../requests/grants";
import type { RequestRecord } from "../requests/request-record";
import { factsOfStatement, readRisk } from "../statements/read-facts";
import type { JudgedSubmission } from "./judge-comparisons";
import type { OpenedSubmission } from "./open-session";

/** Stage rules: runs, waits for an approval, or is refused. What runs for an approved request was asked already. */
export async function applyRules(opened: JudgedSubmission): Promise<OpenedSubmission> {
  const { connection, session, approved } = opened;
  if (session.isEnding || approved !== undefined) return opened;
  const decision = await decide(opened);
  if (decision.kind === "run" && isSent(opened)) return refuseUnapprovable(opened);
  switch (decision.kind) {
    case "run":
      await session.begin({ grantId: decision.grant?.requestId ?? null, requestId: null });
      return opened;
    case "refuse": {
      const because = `${namesOf(decision)}: a window on ${connection.name} is needed, and none is open.`;
      session.endHere("blocked", { code: "REQUEST.WINDOW_NEEDED", because });
      return opened;
    }
    case "hold":
      return await holdOrRun(opened, decision);
  }
}

/** To be approved, by a guardrail or for what it compares: access rules say by whom. */
function isSent(judged: JudgedSubmission): boolean {
  return judged.verdict.outcome === "require-approval" || toApprove(judged).length > 0;
}

function toApprove({ compared }: JudgedSubmission): readonly ComparedColumn[] {
  return compared.filter(({ comparisons }) => comparisons === "approve");
}

async function decide(opened: JudgedSubmission): Promise<RulesDecision> {
  const { deps, actor, connection, input, rules } = opened;
  const needsGrant = rules.some((rule) => rule.enabled && rule.kind === "jit");
  return decideRules({
    ...{ actor, connection, rules, sentByGuardrail: isSent(opened) },
    facts: rules.length === 0 ? [] : await factsOfStatement(input.statement, connection.kind),
    grants: needsGrant ? await openGrantsOf(deps, actor, connection) : [],
  });
}

/** An approval is asked for and no access rule takes the command: nobody could give it. */
function refuseUnapprovable(opened: JudgedSubmission): OpenedSubmission {
  const { connection, session, verdict } = opened;
  const isGuarded = verdict.outcome === "require-approval";
  const code = isGuarded ? "GUARDRAIL.UNAPPROVABLE" : "MASKING.UNAPPROVABLE";
  const said = [
    ...sayingsOf(verdict, "require-approval"),
    ...toApprove(opened).map(comparedInWords),
    `It needs an approval, and no access rule on ${connection.name} takes it.`,
  ];
  session.endHere("blocked", { code, because: said.join(" ") });
  return opened;
}

type Hold = Extract<RulesDecision, { kind: "hold" }>;

async function holdOrRun(opened: JudgedSubmission, decision: Hold): Promise<OpenedSubmission> {
  const { session } = opened;
  try {
    await session.row.stored();
    const request = await askFor(opened, decision);
    if (request.state === "approved") return await runAtOnce(opened, decision, request);
    await session.hold(`Held for ${namesOf(decision)}: request ${request.id}.`);
    return { ...opened, heldFor: request.id };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused(opened, error);
  }
}

async function askFor(opened: JudgedSubmission, { demands }: Hold): Promise<RequestRecord> {
  const { deps, actor, origin, connection, input, session } = opened;
  const { statement, reason = "", breakGlass = false, affectedRowsMax = null } = input;
  return await createRequest(deps, {
    ...{ kind: "action", actor, origin, connection, demands, command: statement, reason },
    ...{ durationSeconds: null, affectedRowsMax, refersToId: null, breakGlass },
    ...{
      sessionId: session.id,
      risk: await readRisk(statement, connection.kind),
      compares: toApprove(opened),
    },
  });
}

/** Approved by the requester's role or by breaking glass: claimed like every other, by this very session. */
async function runAtOnce(
  opened: OpenedSubmission,
  { grant }: Hold,
  { id: requestId, contractDigest }: RequestRecord,
): Promise<OpenedSubmission> {
  const { deps, actor, origin, connection, session } = opened;
  await claimRequest(deps, { actor, origin, requestId, contractDigest, connection });
  await session.begin({ grantId: grant?.requestId ?? null, requestId });
  return opened;
}

function refused(opened: OpenedSubmission, { code, message }: Refusal): OpenedSubmission {
  opened.session.endHere("blocked", { code, because: message });
  return opened;
}

function namesOf({ demands }: { readonly demands: readonly { readonly rule: string }[] }): string {
  const [first, ...others] = demands.map(({ rule }) => `“${rule}”`);
  return others.length === 0 ? `rule ${first}` : `rules ${[first, ...others].join(", ")}`;
}
