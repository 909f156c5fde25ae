import { ROLES, type Role } from "@/domain/people/role";
import { USER_STATUSES, type UserStatus } from "@/domain/people/user";
import type { Inputs } from "@/server/api/root";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

const SORTS = ["name", "-name", "email", "role", "-lastSeen", "lastSeen"] as const;
type Sort = (typeof SORTS)[number];
const SOURCES = ["local", "idp"] as const;
type Source = (typeof SOURCES)[number];
type ListInput = NonNullable<Inputs["users"]["list"]>;

/** The list of people as its address says it. */
export interface UsersFilter {
  readonly text: string;
  readonly status: UserStatus | "";
  readonly role: Role | "";
  readonly source: Source | "";
  readonly group: string;
  readonly sort: Sort;
  readonly page: number;
}

export const PAGE_ROWS = 50;
const LIMITS = { textCharactersMax: 200, groupCharactersMax: 100, pagesMax: 10_000 } as const;

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter(search: Search): UsersFilter {
  const word = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const page = Number(word("page"));
  return {
    text: word("text").slice(0, LIMITS.textCharactersMax),
    status: USER_STATUSES.find((status) => status === word("status")) ?? "",
    role: ROLES.find((role) => role === word("role")) ?? "",
    source: SOURCES.find((source) => source === word("source")) ?? "",
    group: word("group").slice(0, LIMITS.groupCharactersMax),
    sort: SORTS.find((sort) => sort === word("sort")) ?? "name",
    page: Number.isInteger(page) && page >= 1 && page <= LIMITS.pagesMax ? page : 1,
  };
}

/** The address of a list; the opposite of reading it. */
export function usersAddress(filter: UsersFilter): string {
  const { text, status, role, source, group, sort, page } = filter;
  const words = {
    ...{ text, status, role, source, group },
    sort: sort === "name" ? "" : sort,
    page: page === 1 ? "" : String(page),
  };
  const search = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return search.size === 0 ? "/users" : `/users?${search}`;
}

/** What the gateway is asked for. */
export function listInput(filter: UsersFilter): ListInput {
  return { ...words(filter), page: filter.page, limit: PAGE_ROWS };
}

/** The same people as a file. */
export function exportAddress(filter: UsersFilter): string {
  return `/download/users.csv?${new URLSearchParams(words(filter))}`;
}

const ORDERS = {
  name: { sort: "name", direction: "up" },
  "-name": { sort: "name", direction: "down" },
  email: { sort: "email", direction: "up" },
  role: { sort: "role", direction: "up" },
  lastSeen: { sort: "lastSeen", direction: "up" },
  "-lastSeen": { sort: "lastSeen", direction: "down" },
} as const satisfies Record<Sort, Partial<ListInput>>;

function words({ text, status, role, source, group, sort }: UsersFilter) {
  return {
    ...(text !== "" && { text }),
    ...(status !== "" && { status }),
    ...(role !== "" && { role }),
    ...(source !== "" && { source }),
    ...(group !== "" && { group }),
    ...ORDERS[sort],
  };
}

export function isFiltered({ text, status, role, source, group }: UsersFilter): boolean {
  return [text, status, role, source, group].some((word) => word !== "");
}
