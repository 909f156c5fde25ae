import { CUSTOM_LIMITS } from "@/domain/masking/custom/custom-kind";
import { MASKING_LIMITS } from "@/domain/masking/written-rule";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { auditView } from "./audit-view";
import type { MaskingRuleRecord, WrittenMaskingRule } from "./masking-rule-record";
import {
  findMaskingRule,
  insertMaskingRule,
  knownConnectionNames,
  knownGroupNames,
  lockMaskingRules,
  readMaskingRules,
  removeMaskingRule,
  saveMaskingRule,
  savePlaces,
} from "./store";

/** Adds a masking rule behind all others, with its audit line. */
export async function addMaskingRule(
  deps: Deps,
  tx: Tx,
  { by, written }: { readonly by: Administrator; readonly written: WrittenMaskingRule },
): Promise<string> {
  await lockMaskingRules(tx);
  const others = await readMaskingRules(tx);
  if (others.length >= MASKING_LIMITS.rulesMax) {
    const because = `There are already ${MASKING_LIMITS.rulesMax} masking rules.`;
    throw new Refusal("INPUT.INVALID", because);
  }
  refuseUncounted(written);
  refuseBeside(others, written);
  await refuseUnknown(tx, written, null);
  const id = deps.newId("msk");
  await insertMaskingRule(tx, { id, priority: others.length + 1, written, at: deps.now() });
  const { actor, origin } = by;
  await recordAudit(tx, {
    ...{ actor, origin, event: "maskingRule.created", subject: written.name },
    after: auditView(written),
  });
  return id;
}

export interface MaskingRuleEdit {
  readonly by: Administrator;
  readonly id: string;
  /** The version that was looked at. */
  readonly version: number;
  readonly change: (before: MaskingRuleRecord) => WrittenMaskingRule;
}

/** Changes a masking rule that is still the one that was looked at; answers its new version. */
export async function editMaskingRule(deps: Deps, tx: Tx, edit: MaskingRuleEdit): Promise<number> {
  const { id, version, by } = edit;
  await lockMaskingRules(tx);
  const before = await existingRule(tx, id);
  if (before.version !== version) throw changedMeanwhile(before);
  const written = edit.change(before);
  const others = (await readMaskingRules(tx)).filter((one) => one.id !== id);
  refuseUncounted(written);
  refuseBeside(others, written);
  await refuseUnknown(tx, written, before);
  const isSaved = await saveMaskingRule(tx, { id, version, written, at: deps.now() });
  if (!isSaved) throw changedMeanwhile(before);
  const { actor, origin } = by;
  await recordAudit(tx, {
    ...{ actor, origin, event: "maskingRule.updated", subject: before.name },
    ...{ before: auditView(before), after: auditView(written) },
  });
  return version + 1;
}

/** Removes a masking rule, with its audit line; the others close up. */
export async function dropMaskingRule(tx: Tx, by: Administrator, id: string): Promise<void> {
  const { actor, origin } = by;
  await lockMaskingRules(tx);
  const rule = await existingRule(tx, id);
  await removeMaskingRule(tx, id);
  const left = await readMaskingRules(tx);
  await savePlaces(
    tx,
    left.map((one) => one.id),
  );
  await recordAudit(tx, {
    ...{ actor, origin, event: "maskingRule.deleted", subject: rule.name },
    before: auditView(rule),
  });
}

async function existingRule(tx: Tx, id: string): Promise<MaskingRuleRecord> {
  const rule = await findMaskingRule(tx, id);
  if (rule === null) throw maskingRuleAbsent();
  return rule;
}

export function maskingRuleAbsent(): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", "There is no such masking rule.");
}

function changedMeanwhile({ name, version }: MaskingRuleRecord): Refusal {
  const because = `Somebody changed ${name} in the meantime.`;
  return new Refusal("MASKING.CHANGED", because, { version });
}

/** Its name is its own, and together they fit into one message to an agent. */
function refuseBeside(others: readonly MaskingRuleRecord[], written: WrittenMaskingRule): void {
  if (others.some(({ name }) => name === written.name)) {
    const because = `There is already a masking rule ${written.name}.`;
    throw new Refusal("MASKING.EXISTS", because, { field: "name" });
  }
  refuseKindsBeside(others, written);
  const { columnsOfAllMax } = MASKING_LIMITS;
  const sum = others.reduce((all, { columns }) => all + columns.length, written.columns.length);
  if (sum <= columnsOfAllMax) return;
  const because = `All masking rules together name ${sum} columns; ${columnsOfAllMax} is the limit.`;
  throw new Refusal("INPUT.INVALID", because, { field: "columns", columnsOfAllMax });
}

/** A kind is one thing wherever it is counted, and together they can be looked for in time. */
function refuseKindsBeside(
  others: readonly MaskingRuleRecord[],
  { kinds }: WrittenMaskingRule,
): void {
  for (const { name, kinds: theirs } of others) {
    const taken = kinds.find((kind) => theirs.some((one) => one.name === kind.name));
    if (taken === undefined) continue;
    const because = `The masking rule ${name} defines a kind ${taken.name} already.`;
    throw new Refusal("INPUT.INVALID", because, { field: "kinds" });
  }
  const { kindsOfAllMax } = CUSTOM_LIMITS;
  const sum = others.reduce((all, rule) => all + rule.kinds.length, kinds.length);
  if (sum <= kindsOfAllMax) return;
  const because = `All masking rules together define ${sum} kinds; ${kindsOfAllMax} is the limit.`;
  throw new Refusal("INPUT.INVALID", because, { field: "kinds", kindsOfAllMax });
}

/** A number is said where comparisons are counted, and only there. */
function refuseUncounted({ comparisons, comparisonsPerDay }: WrittenMaskingRule): void {
  if ((comparisons === "count") === (comparisonsPerDay !== null)) return;
  const because =
    comparisonsPerDay === null
      ? "Comparisons that are counted need a number a day."
      : "Only comparisons that are counted have a number a day.";
  throw new Refusal("INPUT.INVALID", because, { field: "comparisonsPerDay" });
}

/** What it names newly must be there; what it named before may have gone meanwhile. */
async function refuseUnknown(
  tx: Tx,
  { scope, exemptGroups }: WrittenMaskingRule,
  before: WrittenMaskingRule | null,
): Promise<void> {
  const names = scope.connections.filter((name) => !before?.scope.connections.includes(name));
  const connections = await knownConnectionNames(tx, names);
  const connection = names.find((name) => !connections.includes(name));
  if (connection !== undefined) {
    const because = `There is no connection ${connection}.`;
    throw new Refusal("INPUT.INVALID", because, { field: "scope" });
  }
  const exempt = exemptGroups.filter((name) => !before?.exemptGroups.includes(name));
  const groups = await knownGroupNames(tx, exempt);
  const group = exempt.find((name) => !groups.includes(name));
  if (group === undefined) return;
  throw new Refusal("INPUT.INVALID", `There is no group ${group}.`, { field: "exemptGroups" });
}
