import { createMaskingRule } from "../server/masking/create-masking-rule";
import { type MaskingRuleForm, maskingRuleForm } from "../server/masking/form";
import type { Person, PipelineRig } from "./pipeline-rig";

let made = 0;

/** A masking rule as an admin writes it, with a name of its own: a column of notes is masked. */
export function maskingRuleAsWritten(change: Partial<MaskingRuleForm> = {}): MaskingRuleForm {
  made += 1;
  return maskingRuleForm.parse({
    ...{ name: `masking-${made}`, description: "", enabled: true, detectors: {} },
    ...{ scope: { connections: [], tags: [] }, builtInColumns: null, exemptGroups: [] },
    columns: [{ schema: "hr", table: "people", column: "salary_note", kind: "ssn" }],
    ...change,
  });
}

export async function addedMaskingRule(
  { deps }: PipelineRig,
  by: Person,
  change: Partial<MaskingRuleForm> = {},
): Promise<{ readonly id: string; readonly name: string }> {
  const written = maskingRuleAsWritten(change);
  const { id } = await createMaskingRule(deps, by, written);
  return { id, name: written.name };
}
