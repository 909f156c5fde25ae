import type { ChainHead } from "@/domain/audit/audit-chain";
import {
  type BrokenChain,
  beginWalk,
  CHAIN_LIMITS,
  type ChainEntry,
  conclude,
  examine,
  type Findings,
  NOTHING_FOUND,
  type Suspect,
  strayFault,
  walkOn,
} from "@/domain/audit/verify-chain";
import type { Actor } from "@/domain/people/user";
import type { Deps } from "../deps";
import { chainHash } from "../recordings/chain-hash";
import { headProblem, keepHead } from "./known-head";
import { recordAudit } from "./record-audit";
import { findStray, pageChain } from "./store";

const VERIFY_LIMITS = { rowsPerPageMax: 2000 } as const;

export interface Verification {
  readonly outcome: { readonly kind: "holds" } | BrokenChain;
  /** The last link that holds. */
  readonly head: ChainHead;
  readonly durationMs: number;
}

/** Null when the gateway verifies by itself. */
interface Asker {
  readonly actor: Actor | null;
  readonly origin: string;
}

/**
 * Recomputes the chain from its beginning, a page in memory at a time, and looks for events without a
 * seal. Names the first bad row. Leaves an event with the outcome, whatever it is.
 */
export async function verifyTrail(deps: Deps, { actor, origin }: Asker): Promise<Verification> {
  const startedAt = performance.now();
  const { outcome, head } = await recompute(deps);
  const durationMs = Math.round(performance.now() - startedAt);
  if (outcome.kind === "holds") await keepHead(deps, head);
  else deps.log.error({ ...outcome, head }, "the audit trail does not hold");
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "audit.verified", subject: "audit trail" },
      after: { ...outcome, outcome: outcome.kind, positions: head.position, head: head.hash },
    }),
  );
  return { outcome, head, durationMs };
}

async function recompute(deps: Deps): Promise<Pick<Verification, "outcome" | "head">> {
  let walk = beginWalk(chainHash);
  for await (const entries of pagesOf(deps)) {
    const step = walkOn(walk, entries, chainHash);
    if (step.kind === "broken") return { outcome: step, head: lastGood(walk.head, entries, step) };
    if (step.kind === "suspect") {
      return { outcome: conclude(step, await lookAgain(deps, step)), head: step.before };
    }
    walk = step.walk;
  }
  const { head } = walk;
  const cut = await headProblem(deps, head);
  if (cut !== null) return { outcome: cut, head };
  const stray = await findStray(deps.db.read, CHAIN_LIMITS.unsealedMsMax);
  if (stray !== null) return { outcome: strayFault(stray.eventId, stray.newestSealedId), head };
  return { outcome: { kind: "holds" }, head };
}

async function* pagesOf(deps: Deps): AsyncGenerator<ChainEntry[]> {
  const rowsMax = VERIFY_LIMITS.rowsPerPageMax;
  for (let after = 0; ; ) {
    const entries = await pageChain(deps.db.read, { after, rowsMax });
    const last = entries.at(-1);
    if (last === undefined) return;
    yield entries;
    if (entries.length < rowsMax) return;
    after = last.position;
  }
}

/** A second pass over the whole chain: where does the row stand that belongs in this place? */
async function lookAgain(deps: Deps, suspect: Suspect): Promise<Findings> {
  let found = NOTHING_FOUND;
  for await (const entries of pagesOf(deps))
    found = examine(found, { suspect, entries }, chainHash);
  return found;
}

function lastGood(
  before: ChainHead,
  entries: readonly ChainEntry[],
  { position }: BrokenChain,
): ChainHead {
  const entry = entries.find((one) => position !== null && one.position === position - 1);
  return entry === undefined ? before : { position: entry.position, hash: entry.hash };
}
