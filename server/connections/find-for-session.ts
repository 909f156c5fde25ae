import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { type ConnectionForSession, secretPurpose } from "./connection-record";
import { findConnectionForSession, findConnectionWithin } from "./store";

/** The connection as a command needs it, at most a second old; `null` when there is none. */
export async function findForSession(
  deps: Deps,
  name: string,
): Promise<ConnectionForSession | null> {
  return await deps.knownConnections.find(name, (wanted) => findAsItIs(deps, wanted));
}

/** The connection of this moment, with today's access groups; `null` when there is none. */
export async function findAsItIs(deps: Deps, name: string): Promise<ConnectionForSession | null> {
  return await findConnectionForSession(deps.db.direct, name);
}

/** The same within a transaction. */
export async function findWithin(tx: Tx, name: string): Promise<ConnectionForSession | null> {
  return await findConnectionWithin(tx, name);
}

/** Its password in clear: only to be sealed to one agent session at once. */
export function openPassword(deps: Deps, connection: ConnectionForSession): string {
  return deps.secrets.open(secretPurpose(connection.id), connection.secret);
}
