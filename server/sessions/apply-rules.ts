import { decideRules } from "@/domain/requests/decide-rules";
import { rulesInForce } from "../rules/rules-in-force";
import type { OpenedSubmission } from "./open-session";
import { factsOfStatement } from "./read-risk";

/**
 * Stage rules: runs, or is refused. Nothing can be held yet, so a rule that asks for it refuses: what
 * cannot be done is never passed over.
 */
export async function applyRules(opened: OpenedSubmission): Promise<OpenedSubmission> {
  const { deps, actor, connection, input, session } = opened;
  if (session.isEnding) return opened;
  const rules = await rulesInForce(deps);
  if (rules.length === 0) return opened;
  const facts = await factsOfStatement(input.statement);
  const question = { actor, connection, facts, sentByGuardrail: false, rules, grants: [] };
  const decision = decideRules(question);
  if (decision.kind !== "run") {
    const because = `The rule ${decision.demands[0]?.rule ?? ""} asks for a request first.`;
    session.endHere("blocked", { code: "REQUEST.WINDOW_NEEDED", because });
  }
  return opened;
}
