import type { Verdict } from "@/domain/guardrails/guard-input";
import { may } from "@/domain/people/permission";
import { roleOf } from "@/domain/people/role";
import type { Actor } from "@/domain/people/user";
import { type AccessExplanation, explainAccess } from "@/domain/policy/explain-access";
import { Refusal } from "@/domain/refusal";
import { decideRules } from "@/domain/requests/decide-rules";
import type { RiskAssessment } from "@/domain/statements/assess-risk";
import { objectionToReadOnly, type ReadOnlyObjection } from "@/domain/statements/read-only";
import type { ConnectionRecord } from "../connections/connection-record";
import { getConnection } from "../connections/get-connection";
import type { Deps } from "../deps";
import { judgeCommand } from "../guardrails/judge-command";
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
}

export interface WhyAnswer {
  readonly person: Pick<Actor, "name" | "email" | "role" | "status" | "groups">;
  readonly connection: ConnectionRecord;
  readonly mode: WhyInput["mode"];
  readonly explanation: AccessExplanation;
  readonly statement: StatementAnswer | null;
}

/**
 * Whether and why somebody may use a connection. About others only who may see people may ask; a
 * connection that does not exist for whoever asks is absent here too.
 */
export async function why(deps: Deps, actor: Actor, input: WhyInput): Promise<WhyAnswer> {
  const person = await personAskedAbout(deps, actor, input.person);
  const { connection } = await getConnection(deps, actor, input.connection);
  const { mode, statement } = input;
  const explanation = explainAccess({ actor: person, connection, mode });
  const asked = statement === undefined || statement.trim() === "" ? null : statement;
  return {
    ...{ person, connection, mode, explanation },
    statement: asked === null ? null : await answerStatement(deps, { person, connection }, asked),
  };
}

async function personAskedAbout(deps: Deps, actor: Actor, email: string | undefined) {
  if (email === undefined || email.toLowerCase() === actor.email) return actor;
  const absent = () => new Refusal("ACCESS.NOT_FOUND", "There is no such person for you.");
  if (!may(actor, "people:see")) throw absent();
  const found = await findPerson(deps.db.read, email);
  if (found === null) throw absent();
  const { roleMappings } = await readSignInSettings(deps);
  return { ...found, role: roleOf(found.groups, roleMappings) };
}

async function answerStatement(
  deps: Deps,
  { person, connection }: Pick<WhyAnswer, "person" | "connection">,
  statement: string,
): Promise<StatementAnswer> {
  const parsed = await parseStatement(statement);
  const guardrails = await judgeCommand(deps, connection, statement);
  return {
    ...(await readRisk(statement)),
    readOnly: connection.readOnly ? objectionToReadOnly(parsed) : null,
    guardrails,
    rules: decideRules({
      ...{ actor: person, connection, facts: await factsOfStatement(statement) },
      sentByGuardrail: guardrails.outcome === "require-approval",
      ...{ rules: await rulesInForce(deps), grants: [] },
    }),
  };
}
