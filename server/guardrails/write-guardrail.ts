import { UNPLACED_KIND } from "@/domain/guardrails/examples";
import { faultsOfGuardrail } from "@/domain/guardrails/faults-of-guardrail";
import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { factsOfStatement } from "../statements/read-facts";
import { auditView } from "./audit-view";
import type { GuardrailRecord, WrittenGuardrail } from "./guardrail-record";
import {
  findGuardrail,
  insertGuardrail,
  knownConnectionNames,
  lockGuardrails,
  readGuardrails,
  removeGuardrail,
  saveGuardrail,
  savePlaces,
} from "./store";

/** Adds a guardrail behind all others, once its examples hold, with its audit line. */
export async function addGuardrail(
  deps: Deps,
  tx: Tx,
  { by, written }: { readonly by: Administrator; readonly written: WrittenGuardrail },
): Promise<string> {
  await lockGuardrails(tx);
  const others = await readGuardrails(tx);
  if (others.length >= GUARDRAIL_LIMITS.rulesMax) {
    const because = `There are already ${GUARDRAIL_LIMITS.rulesMax} guardrails.`;
    throw new Refusal("INPUT.INVALID", because);
  }
  refuseTakenName(others, written.name, null);
  await refuseUnknownConnections(tx, written.scope.connections);
  await refuseFaults(written);
  const id = deps.newId("grd");
  await insertGuardrail(tx, { id, priority: others.length + 1, written, at: deps.now() });
  const { actor, origin } = by;
  await recordAudit(tx, {
    ...{ actor, origin, event: "guardrail.created", subject: written.name },
    after: auditView(written),
  });
  return id;
}

export interface GuardrailEdit {
  readonly by: Administrator;
  readonly id: string;
  /** The version that was looked at. */
  readonly version: number;
  readonly change: (before: GuardrailRecord) => WrittenGuardrail;
}

/** Changes a guardrail that is still the one that was looked at; answers its new version. */
export async function editGuardrail(deps: Deps, tx: Tx, edit: GuardrailEdit): Promise<number> {
  const { id, version, by } = edit;
  await lockGuardrails(tx);
  const before = await existingGuardrail(tx, id);
  const written = edit.change(before);
  if (before.version !== version) throw changedMeanwhile(before);
  refuseTakenName(await readGuardrails(tx), written.name, id);
  const added = written.scope.connections.filter(
    (name) => !before.scope.connections.includes(name),
  );
  await refuseUnknownConnections(tx, added);
  // Switching off what is not sound any more is the way out of it.
  if (written.enabled || !before.enabled) await refuseFaults(written);
  const isSaved = await saveGuardrail(tx, { id, version, written, at: deps.now() });
  if (!isSaved) throw changedMeanwhile(before);
  const { actor, origin } = by;
  await recordAudit(tx, {
    ...{ actor, origin, event: "guardrail.changed", subject: before.name },
    ...{ before: auditView(before), after: auditView(written) },
  });
  return version + 1;
}

/** Removes a guardrail, with its audit line; the others close up. */
export async function dropGuardrail(tx: Tx, by: Administrator, id: string): Promise<void> {
  const { actor, origin } = by;
  await lockGuardrails(tx);
  const guardrail = await existingGuardrail(tx, id);
  await removeGuardrail(tx, id);
  const left = await readGuardrails(tx);
  await savePlaces(
    tx,
    left.map((one) => one.id),
  );
  await recordAudit(tx, {
    ...{ actor, origin, event: "guardrail.deleted", subject: guardrail.name },
    before: auditView(guardrail),
  });
}

async function existingGuardrail(tx: Tx, id: string): Promise<GuardrailRecord> {
  const guardrail = await findGuardrail(tx, id);
  if (guardrail === null) throw guardrailAbsent();
  return guardrail;
}

export function guardrailAbsent(): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", "There is no such guardrail.");
}

function changedMeanwhile({ name, version }: GuardrailRecord): Refusal {
  return new Refusal("GUARDRAIL.CHANGED", `Somebody changed ${name} in the meantime.`, { version });
}

function refuseTakenName(all: readonly GuardrailRecord[], name: string, by: string | null): void {
  if (!all.some((one) => one.name === name && one.id !== by)) return;
  const because = `There is already a guardrail ${name}.`;
  throw new Refusal("GUARDRAIL.EXISTS", because, { field: "name" });
}

async function refuseUnknownConnections(tx: Tx, names: readonly string[]): Promise<void> {
  const known = await knownConnectionNames(tx, names);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const because = `There is no connection ${unknown}.`;
  throw new Refusal("INPUT.INVALID", because, { field: "scope" });
}

/** A guardrail whose examples fail is never in force: what it does is not what somebody meant. */
async function refuseFaults(written: WrittenGuardrail): Promise<void> {
  const [fault] = await faultsOfWritten(written);
  if (fault === undefined) return;
  const code = fault.at === "examples" ? "GUARDRAIL.EXAMPLES" : "INPUT.INVALID";
  throw new Refusal(code, fault.because, { field: fault.at, index: fault.index });
}

export async function faultsOfWritten(
  written: Pick<WrittenGuardrail, "name" | "action" | "criteria" | "examples">,
) {
  const examples = await Promise.all(
    written.examples.map(async (one) => ({
      ...one,
      facts: await factsOfStatement(one.statement, UNPLACED_KIND),
    })),
  );
  return faultsOfGuardrail({ rule: written, examples });
}
