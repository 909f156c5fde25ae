import type { Deps } from "../deps";
import type { GridWindow } from "./form";
import {
  countGrid,
  type GridCell,
  type GridConnection,
  type GridGroup,
  type GridTotals,
  pageGridConnections,
  pageGridGroups,
  readCells,
} from "./store";

export interface Grid {
  readonly connections: readonly GridConnection[];
  readonly groups: readonly GridGroup[];
  readonly cells: readonly GridCell[];
  readonly totals: GridTotals;
}

/** A window of groups × connections: never more than was asked for, however many there are. */
export async function readGrid(deps: Deps, window: GridWindow): Promise<Grid> {
  const { groups: groupText, connections: text, groupPage, connectionPage, rows, columns } = window;
  const tx = deps.db.read;
  const [connections, groups, totals] = await Promise.all([
    pageGridConnections(tx, { text, offset: (connectionPage - 1) * columns, rowsMax: columns }),
    pageGridGroups(tx, { text: groupText, offset: (groupPage - 1) * rows, rowsMax: rows }),
    countGrid(tx, { connections: text, groups: groupText }),
  ]);
  const idOf = ({ id }: { readonly id: string }) => id;
  const cells = await readCells(tx, connections.map(idOf), groups.map(idOf));
  return { connections, groups, cells, totals };
}
