import type { Inputs } from "@/server/api/root";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The list of rules as its address says it. */
export interface RulesFilter {
  readonly text: string;
  readonly page: number;
}

export const PAGE_ROWS = 50;
const LIMITS = { textCharactersMax: 200, pagesMax: 1_000 } as const;

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter(search: Search): RulesFilter {
  const { text } = search;
  const page = Number(search["page"]);
  return {
    text: typeof text === "string" ? text.trim().slice(0, LIMITS.textCharactersMax) : "",
    page: Number.isInteger(page) && page >= 1 && page <= LIMITS.pagesMax ? page : 1,
  };
}

/** The address of a list; the opposite of reading it. */
export function rulesAddress({ text, page }: RulesFilter): string {
  const words = { text: text.trim(), page: page === 1 ? "" : String(page) };
  const search = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return search.size === 0 ? "/access-rules" : `/access-rules?${search}`;
}

export function listInput({ text, page }: RulesFilter): Inputs["accessRules"]["list"] {
  return { text, page, limit: PAGE_ROWS };
}
