import type { ConnectionKind } from "@/domain/connections/connection";
import { lackOf, NOTHING_ASKED } from "@/domain/connections/lacking";
import { Refusal } from "@/domain/refusal";
import { objectionToCeiling } from "@/domain/statements/objection-to-ceiling";
import { findWithin } from "../connections/find-for-session";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { parseStatement } from "../statements/read-facts";

/**
 * Throws a Refusal where a ceiling could not be held when the command runs: whoever decides is told
 * now, not who runs it later. The agent of then is asked again.
 */
export async function requireCeilingHolds(
  deps: Deps,
  tx: Tx,
  bounded: { readonly command: string; readonly connectionName: string },
): Promise<void> {
  const connection = await findWithin(tx, bounded.connectionName);
  if (connection !== null) await requireOfKind(connection.kind, bounded.command);
  if (connection === null || !deps.links.isOnline(connection.agentId)) {
    const because =
      "The connection's agent is away: it does not say whether it holds a row ceiling.";
    throw new Refusal("AGENT.OFFLINE", because);
  }
  if (deps.links.can(connection.agentId, "row-ceiling")) return;
  throw new Refusal("AGENT.TOO_OLD", "The connection's agent cannot hold a row ceiling.");
}

async function requireOfKind(kind: ConnectionKind, command: string): Promise<void> {
  const lack = lackOf(kind, { ...NOTHING_ASKED, isBounded: true });
  if (lack !== null) throw new Refusal("CONNECTION.LACKS", lack, { kind });
  const objection = objectionToCeiling(await parseStatement(command, kind));
  if (objection !== null) throw objection;
}
