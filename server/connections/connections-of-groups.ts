import type { Connection } from "@/domain/connections/connection";
import type { GroupName } from "@/domain/people/user";
import type { Tx } from "../db/db";
import { countConnectionsOf, pageConnectionsOf } from "./store";

export interface ConnectionsOfGroups {
  readonly rows: readonly Connection[];
  readonly total: number;
}

/** Connections that one of these groups opens, by name: at most `rowsMax`, and how many there are. */
export async function connectionsOfGroups(
  tx: Tx,
  groups: readonly GroupName[],
  rowsMax: number,
): Promise<ConnectionsOfGroups> {
  if (groups.length === 0) return { rows: [], total: 0 };
  const rows = await pageConnectionsOf(tx, groups, rowsMax);
  const total = rows.length < rowsMax ? rows.length : await countConnectionsOf(tx, groups);
  return { rows, total };
}
