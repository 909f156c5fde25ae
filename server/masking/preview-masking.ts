import { faultOfKinds } from "@/domain/masking/custom/fault-of-kind";
import { loadMaskingEngine } from "@/domain/masking/engine";
import { type MaskedSample, maskSample } from "@/domain/masking/mask-sample";
import { type MaskingOfSession, maskingFor } from "@/domain/masking/masking-for";
import { needsKey } from "@/domain/masking/replacements/replacement";
import type { MaskingRule } from "@/domain/masking/written-rule";
import { Refusal } from "@/domain/refusal";
import { readCsv } from "@/domain/rows/read-csv";
import { digestWith, makeMaskingKey } from "@/protocol/masking-key";
import { findAsItIs } from "../connections/find-for-session";
import type { Deps } from "../deps";
import { type MaskingPreview, SAMPLE_LIMITS } from "./form";
import { readMaskingRules } from "./store";
import { timeToSearch } from "./time-to-search";

export interface MaskingPreviewAnswer {
  readonly sample: MaskedSample;
  readonly maskedBy: MaskingOfSession["maskedBy"];
}

/**
 * What somebody in these groups would see of rows that an admin pasted, with the rule that is being
 * written in its place among the others. Reads no target; keeps nothing.
 */
export async function previewMasking(
  deps: Deps,
  preview: MaskingPreview,
): Promise<MaskingPreviewAnswer> {
  const reading = readCsv(preview.sample, SAMPLE_LIMITS);
  if (reading.kind === "fault") {
    throw new Refusal("INPUT.INVALID", reading.because, { field: "sample" });
  }
  const [header, ...rows] = reading.rows;
  if (header === undefined) {
    const because = "The first line of the sample names the columns.";
    throw new Refusal("INPUT.INVALID", because, { field: "sample" });
  }
  const fault = faultOfKinds(preview.rule);
  if (fault !== null) throw new Refusal("INPUT.INVALID", fault, { field: "kinds" });
  const { rules, maskedBy } = await maskingOf(deps, preview);
  const { schema, table } = preview;
  // With a key of its own: what is pasted here is no way to look up the hash of a guessed value.
  const digest = needsKey(rules) ? digestWith(makeMaskingKey()) : null;
  const mask = await loadMaskingEngine();
  const check = timeToSearch();
  const sample = maskSample((of) => mask(of, digest, check), rules, {
    schema,
    table,
    header,
    rows,
  });
  return { sample, maskedBy };
}

async function maskingOf(
  deps: Deps,
  { id, rule, connection: name, groups }: MaskingPreview,
): Promise<MaskingOfSession> {
  const everywhere = { connections: [], tags: [] };
  const draft: MaskingRule = { ...rule, id: id ?? "draft", version: 1, priority: 1 };
  const actor = { groups };
  if (name === null) {
    const rules = [{ ...draft, scope: everywhere, enabled: true }];
    return maskingFor({ actor, connection: { name: "", tags: {} }, rules });
  }
  const connection = await findAsItIs(deps, name);
  if (connection === null) {
    throw new Refusal("INPUT.INVALID", `There is no connection ${name}.`, { field: "connection" });
  }
  const all = await readMaskingRules(deps.db.read);
  const priority = all.find((one) => one.id === id)?.priority ?? all.length + 1;
  const others = all.filter((one) => one.id !== id);
  return maskingFor({ actor, connection, rules: [...others, { ...draft, priority }] });
}
