import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { ChainHead } from "@/domain/audit/audit-chain";
import type { BrokenChain } from "@/domain/audit/verify-chain";
import type { Deps } from "../deps";
import { findSealHash } from "./store";

const head = z.object({ position: z.number().int().min(0), hash: z.string().length(64) });

/**
 * The last head that this gateway found to hold, kept beside the store and not in it. A chain cut at
 * its end is still a chain, and one that was computed anew holds too: only a head from outside tells.
 */
function fileOf(deps: Deps): string {
  return path.join(deps.env.GATEHOUSE_DATA, "audit.head");
}

export async function keepHead(deps: Deps, found: ChainHead): Promise<void> {
  const file = fileOf(deps);
  await writeFile(`${file}.draft`, JSON.stringify(found), { mode: 0o600 });
  await rename(`${file}.draft`, file);
}

/** What is wrong with a chain that holds in itself, compared with the head that was kept. */
export async function headProblem(deps: Deps, found: ChainHead): Promise<BrokenChain | null> {
  const kept = await readHead(deps);
  if (kept === null || kept.position === 0) return null;
  const here = await findSealHash(deps.db.read, kept.position);
  if (here === kept.hash) return null;
  if (here !== null) {
    return { kind: "broken", fault: "changed", position: kept.position, eventId: null };
  }
  return { kind: "broken", fault: "gap", position: found.position + 1, eventId: null };
}

async function readHead(deps: Deps): Promise<ChainHead | null> {
  const file = fileOf(deps);
  return existsSync(file) ? head.parse(JSON.parse(await readFile(file, "utf8"))) : null;
}
