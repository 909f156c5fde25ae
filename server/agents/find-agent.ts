import type { Tx } from "../db/db";
import { findAgent } from "./store";

/** The name of an agent; `null` when there is none of that id. */
export async function findAgentName(tx: Tx, id: string): Promise<string | null> {
  return (await findAgent(tx, id))?.name ?? null;
}
