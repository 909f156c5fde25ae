import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
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

/** Of each connection the last one that came to its end. */
export async function latestProbes(deps: Deps): Promise<ProbeRecord[]> {
  return await listLatestProbes(deps.db.read, CONNECTIONS_MAX);
}

export async function getProbe(deps: Deps, id: string): Promise<ProbeDetail> {
  const probe = await findProbe(deps.db.read, id);
  if (probe !== null) return probe;
  throw new Refusal("ACCESS.NOT_FOUND", "There is no such probe.");
}
