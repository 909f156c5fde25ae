import { decideRules } from "@/domain/requests/decide-rules";
import type { OpenedSubmission } from "./open-session";

/**
 * Stage rules: runs, or is refused. Nothing can be held yet, so a rule that asks for it refuses: what
 * cannot be done is never passed over.
 */
export function applyRules(opened: OpenedSubmission): OpenedSubmission {
  const { actor, connection, input, session } = opened;
  if (session.isEnding) return opened;
  const decision = decideRules({ actor, connection, statement: input.statement, rules: [] });
  if (decision.kind !== "run") {
    session.endHere("blocked", { code: "GUARDRAIL.BLOCKED", because: decision.because });
  }
  return opened;
}
