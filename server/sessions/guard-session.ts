import { guardInput } from "@/domain/guardrails/guard-input";
import type { OpenedSubmission } from "./open-session";

/** Stage guard-input: what a guardrail blocks ends here, recorded with the rule that did it. */
export function guardSession(opened: OpenedSubmission): OpenedSubmission {
  const { connection, input, session } = opened;
  const question = { kind: connection.kind, statement: input.statement, rules: [] };
  const decision = guardInput(question);
  if (decision.kind === "block") {
    session.endHere("blocked", { code: "GUARDRAIL.BLOCKED", because: decision.message });
  }
  return opened;
}
