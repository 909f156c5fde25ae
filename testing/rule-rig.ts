import { isRefusal } from "../domain/refusal";
import { createRule } from "../server/rules/create-rule";
import { type RuleForm, ruleForm } from "../server/rules/form";
import type { Person, PipelineRig } from "./pipeline-rig";
import { aRule } from "./rules";

let made = 0;

/** A rule over `env=prod` that any one of `dba` approves, with a name of its own. */
export function ruleAsWritten(change: Partial<RuleForm> = {}): RuleForm {
  made += 1;
  const scope = { connections: [], tags: ["env=prod"] };
  return ruleForm.parse({
    ...aRule({ name: `rule-${made}`, approvals: { kind: "any" } }),
    ...{ description: "", scope, ...change },
  });
}

export async function addedRule(
  { deps }: PipelineRig,
  by: Person,
  change: Partial<RuleForm> = {},
): Promise<string> {
  return (await createRule(deps, by, ruleAsWritten(change))).id;
}

/** What the audit trail says of the rule of that name, in order. */
export async function auditOfRule({ deps }: PipelineRig, subject: string) {
  return await deps.db.read.auditEvent.findMany({
    ...{ where: { subject, event: { startsWith: "rule." } }, orderBy: { id: "asc" } },
    select: { event: true, before: true, after: true },
  });
}

export async function refusalIn(work: Promise<unknown>) {
  try {
    await work;
    return null;
  } catch (error) {
    if (isRefusal(error)) return { code: error.code, because: error.message };
    throw error;
  }
}
