import type { Inputs } from "@/server/api/root";
import { readTrail, type Trail, writeTrail } from "../trail";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The list as its address says it. */
export interface ConnectionsFilter {
  readonly search: string;
  readonly trail: Trail;
}

const SEARCH_CHARACTERS_MAX = 200;
const pageRows = 50;

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter({ search, page }: Search): ConnectionsFilter {
  const words = typeof search === "string" ? search.slice(0, SEARCH_CHARACTERS_MAX).trim() : "";
  return { search: words, trail: readTrail(page) };
}

/** The address of a list; the opposite of reading it. */
export function connectionsAddress({ search, trail }: ConnectionsFilter): string {
  const words = { search: search.trim(), page: writeTrail(trail) };
  const address = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return address.size === 0 ? "/connections" : `/connections?${address}`;
}

/** What the gateway is asked for. */
export function listInput({ search, trail }: ConnectionsFilter): Inputs["connections"]["list"] {
  const cursor = trail.at(-1);
  return { search, limit: pageRows, ...(cursor !== undefined && { cursor }) };
}
