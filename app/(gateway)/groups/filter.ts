import type { Inputs } from "@/server/api/root";

export type Search = Readonly<Record<string, string | string[] | undefined>>;
type ListInput = NonNullable<Inputs["groups"]["list"]>;

/** The list of groups as its address says it. */
export interface GroupsFilter {
  readonly text: string;
  readonly source: "local" | "idp" | "";
  readonly page: number;
}

export const PAGE_ROWS = 50;
/** People on one page of a group. */
export const MEMBER_PAGE_ROWS = 50;
const LIMITS = { textCharactersMax: 200, pagesMax: 10_000 } as const;

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter(search: Search): GroupsFilter {
  const { text, source } = search;
  return {
    text: typeof text === "string" ? text.trim().slice(0, LIMITS.textCharactersMax) : "",
    source: source === "local" || source === "idp" ? source : "",
    page: readPage(search["page"]),
  };
}

export function readPage(word: string | string[] | undefined): number {
  const page = Number(word);
  return Number.isInteger(page) && page >= 1 && page <= LIMITS.pagesMax ? page : 1;
}

/** The address of a list; the opposite of reading it. */
export function groupsAddress({ text, source, page }: GroupsFilter): string {
  const words = { text, source, page: page === 1 ? "" : String(page) };
  const search = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return search.size === 0 ? "/groups" : `/groups?${search}`;
}

export function listInput({ text, source, page }: GroupsFilter): ListInput {
  return { ...(text !== "" && { text }), ...(source !== "" && { source }), page, limit: PAGE_ROWS };
}
