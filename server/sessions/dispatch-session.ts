import type { RunLimits } from "@/domain/connections/connection";
import { KINDS } from "@/domain/connections/kinds";
import { isAboutPlan, isAboutResults, isAboutText } from "@/domain/guardrails/criteria/criterion";
import type { Guardrail } from "@/domain/guardrails/guardrail";
import { inputRulesOf, outputRulesOf } from "@/domain/guardrails/output/output-rule";
import { lookFor } from "@/domain/guardrails/seen-at-target";
import { isRefusal, isRefusalCode, type RefusalCode } from "@/domain/refusal";
import { PREVIEW_LIMITS } from "@/domain/statements/decide-preview";
import type { PolicyBundle } from "@/protocol/agent-events";
import { LINK_LIMITS } from "@/protocol/version";
import type { OpenAsk } from "../agents/link-asks";
import { openPassword } from "../connections/find-for-session";
import { guardrailsInForce } from "../guardrails/guardrails-in-force";
import type { JudgedCommand } from "../guardrails/judge-command";
import { factsOfStatement } from "../statements/read-facts";
import { requireOf } from "./agent-can";
import type { OpenedSubmission } from "./open-session";
import { OutputWitness } from "./output-witness";
import { PROBE_SESSION_LIMITS } from "./probe-limits";

/** Stage execute: hands the command to the agent. */
export function execute(opened: OpenedSubmission): OpenedSubmission {
  // Nobody waits for the agent's word that it has the command: its frames, or the end that a failed
  // dispatch makes, reach whoever follows the session.
  if (!opened.session.isEnding && opened.heldFor === undefined) void dispatch(opened);
  return opened;
}

async function dispatch(opened: OpenedSubmission) {
  const { deps, connection, input, session } = opened;
  const { kind, settings, agentId } = connection;
  // An agent that does not know what a preview or a probe is has a target that it cannot write to.
  const readOnly =
    connection.readOnly || opened.previewOf !== undefined || opened.probe !== undefined;
  try {
    const policy = await policyOf(opened);
    // Nothing is awaited from here on: the agent that these looks are about is the one that gets it.
    const limits = limitsOf(opened);
    refuseBlind(opened);
    const granted = grantedOf(opened);
    const answer = await deps.links.open(agentId, {
      sessionId: session.id,
      target: { kind, settings, readOnly, password: openPassword(deps, connection) },
      ...{ statement: input.statement, limits, policy },
      upTo: LINK_LIMITS.framesUnderWayMax,
      ...saidOfRun(opened),
      ...(granted.length > 0 && { granted }),
    });
    if (answer.ok) return;
    const code = isRefusalCode(answer.code) ? answer.code : "INTERNAL.BUG";
    session.endHere("failed", { code, because: answer.because });
  } catch (error) {
    if (session.agentHasIt) return; // Only the answer was lost: the session goes on by itself.
    if (!isRefusal(error)) deps.log.error({ err: error, sessionId: session.id }, "dispatch failed");
    session.endHere("failed", reasonOf(error));
  }
}

/** What is said only where it is so. */
function saidOfRun({ policy, session, previewOf, probe }: OpenedSubmission) {
  return {
    ...(probe !== undefined && { probe: { columns: probe.columns?.slice() ?? null } }),
    ...(policy.maskingKey !== undefined && { maskingKey: policy.maskingKey }),
    ...(previewOf !== undefined && { preview: true as const }),
    ...(session.requestId !== null && { approved: true as const }),
  };
}

/**
 * The agent decides again by the guardrails of this moment; one that cannot is not told them. Those on
 * results are the agent's to apply, so one that cannot gets nothing to run.
 */
async function policyOf(opened: OpenedSubmission): Promise<PolicyBundle> {
  const { deps, connection, input, policy, session } = opened;
  const rules = await guardrailsInForce(deps, connection);
  if (rules.length === 0) return policy.bundle;
  const outputRules = outputRulesOf(rules);
  if (outputRules.length > 0) {
    requireOf(opened, "output-guardrails", "This agent knows no guardrails on results");
    session.checker.output = new OutputWitness(outputRules);
  }
  const inputRules = inputRulesOf(rules);
  if (inputRules.some(({ criteria }) => criteria.some(isAboutText))) {
    requireOf(opened, "guardrails-on-texts", "This agent knows no guardrails on the text");
  }
  if (await needsTarget(inputRules, { statement: input.statement, kind: connection.kind })) {
    requireOf(opened, "guardrails-at-target", "This agent asks no target about guardrails");
  }
  return {
    ...policy.bundle,
    ...(outputRules.length > 0 && { outputRules: [...outputRules] }),
    ...(deps.links.can(connection.agentId, "guardrails") && { guardrails: toldOf(inputRules) }),
  };
}

/** What a rule is about stands behind a view as well: only the target knows, and its agent must ask. */
async function needsTarget(
  rules: readonly Guardrail[],
  { statement, kind }: JudgedCommand,
): Promise<boolean> {
  // An agent that does not know a criterion could not even read the rules.
  if (rules.some(({ criteria }) => criteria.some(isAboutPlan))) return true;
  return lookFor(rules, await factsOfStatement(statement, kind)).relations;
}

function toldOf(rules: readonly Guardrail[]): NonNullable<PolicyBundle["guardrails"]> {
  return rules.map(({ id, name, action, message, priority, criteria }) => ({
    ...{ id, name, action, message, priority },
    criteria: criteria.flatMap((one) => (isAboutResults(one) ? [] : [one])),
  }));
}

function reasonOf(error: unknown): { readonly code: RefusalCode; readonly because: string } {
  if (isRefusal(error)) return { code: error.code, because: error.message };
  return { code: "INTERNAL.BUG", because: "Something went wrong inside the gateway." };
}

function limitsOf(opened: OpenedSubmission): RunLimits {
  if (opened.probe !== undefined) {
    requireOf(opened, "masking-probe", "This agent cannot attack masking rules");
    return PROBE_SESSION_LIMITS;
  }
  return opened.previewOf === undefined ? limitsOfRun(opened) : limitsOfPreview(opened);
}

/** The connection's, and a row ceiling where one was set: refused of an agent that cannot hold it. */
function limitsOfRun({
  deps,
  connection,
  input,
}: Pick<OpenedSubmission, "deps" | "connection" | "input">): RunLimits {
  const { affectedRowsMax } = input;
  if (affectedRowsMax === undefined) return connection.limits;
  requireOf({ deps, connection }, "row-ceiling", "This agent cannot hold a row ceiling");
  return { ...connection.limits, affectedRowsMax };
}

/** An agent that cannot tell which column a value is of, or what it is, would show what rules protect. */
function refuseBlind(opened: OpenedSubmission): void {
  const { kind } = opened.connection;
  requireOf(opened, kind, `This agent has no driver for ${KINDS[kind].title}`);
  requireOf(opened, "column-identity", "This agent cannot tell columns by what they are");
  requireOf(
    opened,
    "thirty-one-kinds",
    "This agent does not know every kind of data that is masked",
  );
  const { columns, replacements, custom } = opened.policy.bundle.masking;
  if (replacements !== undefined) requireOf(opened, "replacements", ONLY_PLACEHOLDERS);
  if (custom !== undefined) requireOf(opened, "custom-kinds", NO_CUSTOM_KINDS);
  const wanted = columns.some(({ comparisons }) => comparisons !== undefined);
  if (wanted) requireOf(opened, "comparisons", CANNOT_JUDGE);
  // It would take what is counted, or waits for an approval, for what is free.
  const hasPrice = columns.some(({ comparisons = "refuse" }) => comparisons !== "refuse");
  if (hasPrice) requireOf(opened, "comparison-grants", CANNOT_JUDGE);
}

const ONLY_PLACEHOLDERS = "This agent can put only placeholders in place of what it masks";
const NO_CUSTOM_KINDS = "This agent cannot look for kinds that masking rules define";
const CANNOT_JUDGE = "This agent cannot tell what a statement compares";

/** What stage rules let it compare: approved, and counted. */
function grantedOf({ compared = [] }: OpenedSubmission): OpenAsk["granted"] & object {
  return compared.map(({ schema, table, column }) => ({ schema, table, column }));
}

/** Behind the agent's own deadline, so that the agent's is the one that people read. */
const GRACE_SECONDS = 5;

function limitsOfPreview({ deps, connection }: OpenedSubmission): RunLimits {
  requireOf({ deps, connection }, "preview", "This agent cannot preview an effect");
  return {
    ...connection.limits,
    durationSecondsMax: PREVIEW_LIMITS.holdSecondsMax + GRACE_SECONDS,
  };
}
