import { NO_OBJECTION, type Verdict } from "@/domain/guardrails/guard-input";
import { sayingsOf } from "@/domain/guardrails/say-verdict";
import { isRefusal } from "@/domain/refusal";
import { judgeCommand } from "../guardrails/judge-command";
import { keepVerdict } from "./guarded/store";
import type { OpenedSubmission } from "./open-session";

/** A command that every guardrail was asked about. */
export interface GuardedSubmission extends OpenedSubmission {
  readonly verdict: Verdict;
}

/**
 * Stage guard-input: what a guardrail blocks ends here, recorded with the rule that did it; what is
 * warned of is said at this instant and goes on. Whatever they say stays with the session, before
 * anything is sent.
 */
export async function guardSession(opened: OpenedSubmission): Promise<GuardedSubmission> {
  if (opened.session.isEnding) return { ...opened, verdict: NO_OBJECTION };
  try {
    return { ...opened, verdict: await judged(opened) };
  } catch (error) {
    const { deps, session } = opened;
    if (!isRefusal(error)) deps.log.error({ err: error, sessionId: session.id }, "not guarded");
    // Without an answer the answer is no.
    const because = "What guardrails say of it could not be found out; nothing was sent.";
    session.endHere("blocked", { code: "GUARDRAIL.FAILED", because });
    return { ...opened, verdict: NO_OBJECTION };
  }
}

async function judged({ deps, connection, input, session }: OpenedSubmission): Promise<Verdict> {
  const verdict = await judgeCommand(deps, connection, input.statement);
  if (verdict.outcome === "allow") return verdict;
  await session.row.stored();
  await keepVerdict(deps.db.direct, session.id, verdict);
  for (const because of sayingsOf(verdict, "warn")) session.note({ event: "warned", because });
  if (verdict.outcome === "block") {
    const because = sayingsOf(verdict, "block").join(" ");
    session.endHere("blocked", { code: "GUARDRAIL.BLOCKED", because });
  }
  return verdict;
}
