import type { Inputs, Outputs } from "@/server/api/root";

export type Column = Outputs["access"]["grid"]["connections"][number];
type Edits = Inputs["access"]["save"]["edits"];

/** What was clicked and not saved: by connection, which groups come and which go. */
export interface PendingColumn {
  readonly version: number;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}
export type Pending = ReadonlyMap<string, PendingColumn>;

const NOTHING: Omit<PendingColumn, "version"> = { add: [], remove: [] };

/** Whether the cell is on, with what is pending. */
export function isOn(pending: Pending, column: Column, group: string): boolean {
  const { add, remove } = pending.get(column.name) ?? NOTHING;
  return add.includes(group) || (column.groups.includes(group) && !remove.includes(group));
}

export function isPending(pending: Pending, column: Column, group: string): boolean {
  const { add, remove } = pending.get(column.name) ?? NOTHING;
  return add.includes(group) || remove.includes(group);
}

export interface CellWish {
  readonly column: Column;
  readonly group: string;
  readonly on: boolean;
}

/** What is pending once these cells are as wished; a cell that is as it was is pending no more. */
export function wish(pending: Pending, wishes: readonly CellWish[]): Pending {
  const next = new Map(pending);
  for (const { column, group, on } of wishes) {
    const before = next.get(column.name) ?? { ...NOTHING, version: column.version };
    const add = before.add.filter((one) => one !== group);
    const remove = before.remove.filter((one) => one !== group);
    const was = column.groups.includes(group);
    if (on && !was) add.push(group);
    if (!on && was) remove.push(group);
    if (add.length + remove.length === 0) next.delete(column.name);
    else next.set(column.name, { version: before.version, add, remove });
  }
  return next;
}

/** All of them on, unless all are on already: then off. */
export function flip(pending: Pending, cells: readonly Omit<CellWish, "on">[]): Pending {
  const on = !cells.every(({ column, group }) => isOn(pending, column, group));
  return wish(
    pending,
    cells.map((cell) => ({ ...cell, on })),
  );
}

export function countPending(pending: Pending): number {
  return [...pending.values()].reduce(
    (sum, { add, remove }) => sum + add.length + remove.length,
    0,
  );
}

export function toEdits(pending: Pending): Edits {
  return [...pending].map(([connection, { version, add, remove }]) => ({
    ...{ connection, version, add: [...add], remove: [...remove] },
  }));
}
