import type { Inputs } from "@/server/api/root";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Which part of the grid the address shows. */
export interface GridFilter {
  readonly groups: string;
  readonly connections: string;
  readonly groupPage: number;
  readonly connectionPage: number;
}

export const GRID_ROWS = 30;
export const GRID_COLUMNS = 12;
const LIMITS = { textCharactersMax: 200, pagesMax: 10_000 } as const;

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter(search: Search): GridFilter {
  const word = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value.trim().slice(0, LIMITS.textCharactersMax) : "";
  };
  const page = (name: string) => {
    const value = Number(word(name));
    return Number.isInteger(value) && value >= 1 && value <= LIMITS.pagesMax ? value : 1;
  };
  return {
    ...{ groups: word("groups"), connections: word("connections") },
    ...{ groupPage: page("groupPage"), connectionPage: page("connectionPage") },
  };
}

/** The address of a part of the grid; the opposite of reading it. */
export function gridAddress(filter: GridFilter): string {
  const { groups, connections, groupPage, connectionPage } = filter;
  const words = {
    ...{ groups, connections },
    groupPage: groupPage === 1 ? "" : String(groupPage),
    connectionPage: connectionPage === 1 ? "" : String(connectionPage),
  };
  const search = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return search.size === 0 ? "/access-control" : `/access-control?${search}`;
}

export function listInput(filter: GridFilter): Inputs["access"]["grid"] {
  return { ...filter, rows: GRID_ROWS, columns: GRID_COLUMNS };
}
