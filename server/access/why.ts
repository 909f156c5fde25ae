import { KINDS } from "@/domain/connections/kinds";
import type { Verdict } from "@/domain/guardrails/guard-input";
import { may } from "@/domain/people/permission";
import { roleOf } from "@/domain/people/role";
import type { Actor } from "@/domain/people/user";
import { type AccessExplanation, explainAccess } from "@/domain/policy/explain-access";
import { Refusal } from "@/domain/refusal";
import { decideRules } from "@/domain/requests/decide-rules";
import { type CommandOutcome, outcomeOfCommand } from "@/domain/sessions/outcome-of-command";
import type { RiskAssessment } from "@/domain/statements/assess-risk";
import { objectionToReadOnly, type ReadOnlyObjection } from "@/domain/statements/read-only";
import type { ConnectionRecord } from "../connections/connection-record";
import { getConnection } from "../connections/get-connection";
import type { Deps } from "../deps";
import { judgeCommand } from "../guardrails/judge-command";
import { openGrantsOf } from "../requests/grants";
import { rulesInForce } from "../rules/rules-in-force";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { factsOfStatement, parseStatement, readRisk } from "../statements/read-facts";
import type { WhyInput } from "./form";
import { findPerson } from "./store";

/** What the later stages would say of a command, from the functions that the pipeline asks. */
export interface StatementAnswer extends RiskAssessment {
  readonly readOnly: ReadOnlyObjection | null;
  readonly guardrails: Verdict;
  readonly rules: ReturnType<typeof decideRules>;
  /** What all of it comes to. */
  readonly outcome: CommandOutcome;
}

export interface WhyAnswer {
  readonly person: Pick<Actor, "userId" | "name" | "email" | "role" | "status" | "groups">;
  readonly connection: ConnectionRecord;
  readonly mode: WhyInput["mode"];
  readonly explanation: AccessExplanation;
  readonly statement: StatementAnswer | null;
}

type Question = Pick<WhyAnswer, "person" | "connection" | "explanation">;

/**
 * Whether and why somebody may use a connection. About others only who may see people may ask; a
 * connection that does not exist for whoever asks is absent here too.
 */
export async function why(deps: Deps, actor: Actor, input: WhyInput): Promise<WhyAnswer> {
  const person = await personAskedAbout(deps, actor, input.person);
  const { connection } = await getConnection(deps, actor, input.connection);
  const { mode, statement } = input;
  const explanation = explainAccess({ actor: person, connection, mode });
  const about = { person, connection, mode, explanation };
  const asked = statement === undefined || statement.trim() === "" ? null : statement;
  return {
    ...about,
    statement: asked === null ? null : await answerStatement(deps, about, asked),
  };
}

async function personAskedAbout(deps: Deps, actor: Actor, email: string | undefined) {
  if (email === undefined || email.toLowerCase() === actor.email) return actor;
  const absent = () => new Refusal("ACCESS.NOT_FOUND", "There is no such person for you.");
  if (!may(actor, "people:see")) throw absent();
  const found = await findPerson(deps.db.read, email);
  if (found === null) throw absent();
  const { roleMappings } = await readSignInSettings(deps);
  return { ...found, userId: found.id, role: roleOf(found.groups, roleMappings) };
}

async function answerStatement(
  deps: Deps,
  { person, connection, explanation }: Question,
  statement: string,
): Promise<StatementAnswer> {
  const parsed = await parseStatement(statement, connection.kind);
  const guardrails = await judgeCommand(deps, connection, statement);
  const readOnly = connection.readOnly
    ? objectionToReadOnly(parsed, KINDS[connection.kind].dialect)
    : null;
  const rules = decideRules({
    ...{ actor: person, connection, facts: await factsOfStatement(statement, connection.kind) },
    sentByGuardrail: guardrails.outcome === "require-approval",
    rules: await rulesInForce(deps),
    grants: await openGrantsOf(deps, person, connection),
  });
  const outcome = outcomeOfCommand({
    ...{ mayUse: explanation.decision.kind === "allow", readOnlyObjects: readOnly !== null },
    ...{ guardrails: guardrails.outcome, rules: rules.kind },
  });
  return { ...(await readRisk(statement, connection.kind)), readOnly, guardrails, rules, outcome };
}
