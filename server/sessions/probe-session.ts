import { columnInWords } from "@/domain/masking/compared-words";
import { Refusal } from "@/domain/refusal";
import { decideRules } from "@/domain/requests/decide-rules";
import { walkStages } from "@/domain/sessions/stage-walk";
import { SUBMIT_STAGES } from "@/domain/sessions/stages";
import type { Deps } from "../deps";
import { openGrantsOf } from "../requests/grants";
import { factsOfStatement } from "../statements/read-facts";
import { checkMode, requireAccess, requireActor } from "./admit-submission";
import { execute } from "./dispatch-session";
import type { LiveSession } from "./live-sessions";
import { type OpenedSubmission, openSession } from "./open-session";
import type { ProbeOrder, Submission } from "./submission";

/** Of each form that attacks have: what access rules say of these they say of all. */
const FORMS_OF_ATTACKS = "SELECT 1; COPY (SELECT 1) TO STDOUT; EXPLAIN SELECT 1";

/** The way of a command, the same stages in the same order, for attacks on what masks it. */
const probe = walkStages<Submission, typeof SUBMIT_STAGES>(SUBMIT_STAGES)
  .step("authenticate", requireActor)
  .step("access", requireAccess)
  .step("mode", checkMode)
  .step("open", openSession)
  .step("guard-input", (opened) => opened) // The agent asks the guardrails of each attack.
  .step("rules", decideToProbe)
  .step("execute", execute)
  .finish();

/** Opens a session of this person that attacks the masking rules of a connection. Throws like a command. */
export async function probeSession(
  deps: Deps,
  { actor, origin }: Pick<Submission, "actor" | "origin">,
  order: ProbeOrder & { readonly connection: string },
): Promise<LiveSession> {
  const { connection, columns, as } = order;
  const input = { connection, statement: statementOf(order) };
  const { session } = await probe({ deps, actor, origin, input, probe: { columns, as } });
  return session;
}

/** A comment: an agent that does not know what a probe is would run nothing. */
function statementOf({ columns, as }: ProbeOrder): string {
  const whom = as === "anyone" ? "somebody whom no rule exempts" : "who asks";
  const what =
    columns === null ? "the columns that the rules protect" : columns.map(columnInWords).join(", ");
  return `-- Masking probe, as ${whom}: ${what}`;
}

/** Stage rules: what a rule would hold is refused, for nobody approves sixty statements one by one. */
async function decideToProbe(opened: OpenedSubmission): Promise<OpenedSubmission> {
  const { deps, actor, connection, session, rules } = opened;
  if (session.isEnding) return opened;
  const decision = decideRules({
    ...{ actor, connection, rules, sentByGuardrail: false },
    facts: await factsOfStatement(FORMS_OF_ATTACKS, connection.kind),
    grants: await openGrantsOf(deps, actor, connection),
  });
  if (decision.kind === "run") {
    await session.begin({ grantId: decision.grant?.requestId ?? null, requestId: null });
    return opened;
  }
  const names = decision.demands.map(({ rule }) => `“${rule}”`).join(", ");
  const { code, message } =
    decision.kind === "hold"
      ? new Refusal("MASKING.PROBE_HELD", `Commands on ${connection.name} wait for ${names}.`)
      : new Refusal("REQUEST.WINDOW_NEEDED", `${names}: a window on ${connection.name} is needed.`);
  session.endHere("blocked", { code, because: message });
  return opened;
}
