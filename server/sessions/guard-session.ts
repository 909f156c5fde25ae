import { lackOf } from "@/domain/connections/lacking";
import { NO_OBJECTION, type Verdict } from "@/domain/guardrails/guard-input";
import { inputRulesOf } from "@/domain/guardrails/output/output-rule";
import { sayingsOf } from "@/domain/guardrails/say-verdict";
import { isRefusal } from "@/domain/refusal";
import { guardrailsInForce } from "../guardrails/guardrails-in-force";
import { judgeCommand } from "../guardrails/judge-command";
import { factsOfStatement } from "../statements/read-facts";
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

async function judged(opened: OpenedSubmission): Promise<Verdict> {
  const { deps, connection, input, session } = opened;
  const lack = await lackIn(opened);
  if (lack !== null) {
    session.endHere("blocked", { code: "CONNECTION.LACKS", because: lack });
    return NO_OBJECTION;
  }
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

/** What the rules in force ask of the connection that no connection of its kind can do; the agent looks again. */
async function lackIn(opened: OpenedSubmission): Promise<string | null> {
  const { deps, connection, input, policy } = opened;
  const { kind, readOnly } = connection;
  return lackOf(kind, {
    facts: await factsOfStatement(input.statement, kind),
    guardrails: inputRulesOf(await guardrailsInForce(deps, connection)),
    columns: policy.bundle.masking.columns,
    readOnly,
    isBounded: input.affectedRowsMax !== undefined,
    isPreview: opened.previewOf !== undefined,
  });
}
