import type { Actor } from "@/domain/people/user";
import { maySeeConnection } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import type { ConnectionRecord } from "./connection-record";
import type { ConnectionView } from "./present";
import { findConnection, lockConnection } from "./store";

/** One connection; what this person may not see answers exactly like what does not exist. */
export async function getConnection(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<ConnectionView> {
  const connection = await seenConnection(deps, actor, name);
  if (connection === null) throw connectionAbsent(name);
  return { actor, connection, online: deps.links.isOnline(connection.agent.id) };
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
