import type { Actor } from "@/domain/people/user";
import { maySeeConnection } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { maskingInForce } from "../masking/masking-in-force";
import type { ConnectionRecord } from "./connection-record";
import type { ConnectionDetailView } from "./present";
import { findConnection, lockConnection } from "./store";

/** One connection; what this person may not see answers exactly like what does not exist. */
export async function getConnection(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<ConnectionDetailView> {
  const connection = await seenConnection(deps, actor, name);
  if (connection === null) throw connectionAbsent(name);
  const { rules } = await maskingInForce(deps, { actor, connection });
  const online = deps.links.isOnline(connection.agent.id);
  return { actor, connection, online, detectors: rules.detectors };
}

/** The connection, or null where there is none for this person. */
export async function seenConnection(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<ConnectionRecord | null> {
  const connection = await findConnection(deps.db.read, name);
  return connection !== null && maySeeConnection(actor, connection) ? connection : null;
}

/** The connection, locked until the transaction ends. */
export async function lockedConnection(tx: Tx, name: string): Promise<ConnectionRecord> {
  const connection = await lockConnection(tx, name);
  if (connection === null) throw connectionAbsent(name);
  return connection;
}

export function connectionAbsent(name: string): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", `There is no connection ${name} for you.`);
}
