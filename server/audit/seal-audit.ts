import { nextLink, openChain } from "@/domain/audit/audit-chain";
import type { Deps } from "../deps";
import { chainHash } from "../recordings/chain-hash";
import {
  findChainHead,
  hasUnsealed,
  insertSeals,
  lockSealing,
  type NewSeal,
  pageUnsealed,
} from "./store";

const SEAL_LIMITS = { rowsPerTransactionMax: 1000, transactionsPerTurnMax: 100 } as const;

/**
 * Job: orders the events that were committed and links each to the one before. One gateway at a time,
 * by a lock that nobody waits for; what writes events takes no part in it. Answers how many it sealed.
 */
export async function sealAudit(deps: Deps): Promise<number> {
  let sealed = 0;
  for (let turn = 0; turn < SEAL_LIMITS.transactionsPerTurnMax; turn += 1) {
    if (!(await hasUnsealed(deps.db.read))) break;
    const count = await sealSome(deps);
    sealed += count;
    if (count < SEAL_LIMITS.rowsPerTransactionMax) break;
  }
  return sealed;
}

async function sealSome(deps: Deps): Promise<number> {
  return deps.db.transaction(async (tx) => {
    if (!(await lockSealing(tx))) return 0;
    const events = await pageUnsealed(tx, SEAL_LIMITS.rowsPerTransactionMax);
    if (events.length === 0) return 0;
    let head = (await findChainHead(tx)) ?? openChain(chainHash);
    const seals: NewSeal[] = [];
    for (const event of events) {
      head = nextLink(head, event, chainHash);
      seals.push({ ...head, eventId: event.id });
    }
    await insertSeals(tx, seals);
    return seals.length;
  });
}
