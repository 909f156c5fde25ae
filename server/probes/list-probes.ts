import { guardrailCovers } from "@/domain/guardrails/guardrail";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { getMaskingRule } from "../masking/list-masking-rules";
import {
  findProbe,
  listLatestProbes,
  listProbesOf,
  type ProbeDetail,
  type ProbeRecord,
} from "./store";

const ROWS_MAX = 50;
const CONNECTIONS_MAX = 1_000;

/** The newest first; of one connection, or of all. */
export async function listProbes(deps: Deps, connection: string | null): Promise<ProbeRecord[]> {
  return await listProbesOf(deps.db.read, { connection, rowsMax: ROWS_MAX });
}

/** Of each connection that a masking rule is about the last one that came to its end. */
export async function latestProbesOfRule(deps: Deps, ruleId: string): Promise<ProbeRecord[]> {
  // In force or not: what it would be about.
  const rule = { ...(await getMaskingRule(deps, ruleId)), enabled: true };
  const latest = await listLatestProbes(deps.db.read, CONNECTIONS_MAX);
  return latest
    .filter(({ connection }) => guardrailCovers(rule, connection))
    .map(({ probe }) => probe);
}

export async function getProbe(deps: Deps, id: string): Promise<ProbeDetail> {
  const probe = await findProbe(deps.db.read, id);
  if (probe !== null) return probe;
  throw new Refusal("ACCESS.NOT_FOUND", "There is no such probe.");
}
