import { columnInWords, isSameColumn, rulesInWords } from "@/domain/masking/compared-words";
import type { ComparedColumn } from "@/domain/masking/lineage/judge-comparing";
import { isRefusal, isRefusalCode, Refusal } from "@/domain/refusal";
import { openPassword } from "../connections/find-for-session";
import { takeFromBudgets } from "../masking/take-from-budgets";
import { requireOf } from "./agent-can";
import { keepCompared } from "./compared/store";
import type { GuardedSubmission } from "./guard-session";
import type { OpenedSubmission } from "./open-session";

/** A command of which the agent said what masked columns it compares. */
export interface JudgedSubmission extends GuardedSubmission {
  readonly compared: readonly ComparedColumn[];
}

/**
 * Behind the guardrails of stage guard-input: where masking rules let columns be compared at a price,
 * the agent says which of them the command compares, for only it can read the target's catalogue. The
 * session keeps it. Nothing of the command is sent before the price is paid.
 */
export async function judgeComparisons(guarded: GuardedSubmission): Promise<JudgedSubmission> {
  const { deps, session, policy } = guarded;
  const hasPrice = policy.bundle.masking.columns.some(
    ({ comparisons }) => comparisons === "approve" || comparisons === "count",
  );
  if (!hasPrice || session.isEnding) return { ...guarded, compared: [] };
  try {
    const compared = await askAgent(guarded);
    // What was held may compare something else, or nothing, by the time it runs.
    if (compared.length > 0 || guarded.approved !== undefined) {
      await session.row.stored();
      await keepCompared(deps.db.direct, session.id, compared);
    }
    requireApproved(guarded, compared);
    return { ...guarded, compared };
  } catch (error) {
    endUnjudged(guarded, error, "What it compares could not be found out; nothing was sent.");
    return { ...guarded, compared: [] };
  }
}

async function askAgent(guarded: GuardedSubmission): Promise<readonly ComparedColumn[]> {
  const { deps, connection, input, session, policy } = guarded;
  const { agentId, kind, settings, readOnly, limits } = connection;
  requireOf(guarded, "comparison-grants", "This agent cannot tell what a statement compares");
  if (policy.bundle.masking.custom !== undefined) {
    requireOf(
      guarded,
      "custom-kinds",
      "This agent cannot look for kinds that masking rules define",
    );
  }
  const answer = await deps.links.judge(agentId, {
    judgeId: `${session.id}_judge`,
    target: { kind, settings, readOnly, password: openPassword(deps, connection) },
    ...{ statement: input.statement, columns: policy.bundle.masking.columns },
    durationSecondsMax: limits.durationSecondsMax,
  });
  if (answer.ok) return answer.compared;
  const code = isRefusalCode(answer.code) ? answer.code : "INTERNAL.BUG";
  throw new Refusal(code, answer.because);
}

/** What was approved is these columns: a rule or a view may have changed what the same text compares. */
function requireApproved(
  { approved }: GuardedSubmission,
  compared: readonly ComparedColumn[],
): void {
  if (approved === undefined) return;
  const other = compared.find(
    (column) =>
      column.comparisons === "approve" &&
      !approved.compares.some((one) => isSameColumn(one, column)),
  );
  if (other === undefined) return;
  const because = `It compares ${columnInWords(other)} too, which was not approved; ${rulesInWords(other.rules)} asks for that. Nothing was sent.`;
  throw new Refusal("MASKING.COMPARED", because);
}

/**
 * The last of stage rules: a command that may run uses one of its person's comparisons of each rule
 * that counts them. Before it is sent: what ends badly has been counted.
 */
export async function countComparisons(opened: OpenedSubmission): Promise<OpenedSubmission> {
  const { deps, actor, session, policy, compared = [] } = opened;
  const counted = compared.filter(({ comparisons }) => comparisons === "count");
  if (counted.length === 0 || session.isEnding || opened.heldFor !== undefined) return opened;
  try {
    const rules = new Set(counted.flatMap((column) => column.rules));
    const taken = await takeFromBudgets(deps, actor.userId, { rules, budgets: policy.budgets });
    for (const { rule, used, perDay } of taken) {
      const because = `It compares masked columns: ${used} of ${perDay} today of ${rulesInWords([rule])}.`;
      session.note({ event: "warned", because });
    }
  } catch (error) {
    endUnjudged(opened, error, "Its comparisons could not be counted; nothing was sent.");
  }
  return opened;
}

/** Without an answer the answer is no. */
function endUnjudged({ deps, session }: OpenedSubmission, error: unknown, words: string): void {
  if (!isRefusal(error)) {
    deps.log.error({ err: error, sessionId: session.id }, "comparisons not judged");
    session.endHere("blocked", { code: "MASKING.COMPARED", because: words });
    return;
  }
  const isBlocked = error.code.startsWith("MASKING.");
  const end = { code: error.code, because: error.message };
  session.endHere(isBlocked ? "blocked" : "failed", end);
}
