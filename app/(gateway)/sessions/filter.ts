import { SESSION_STATES, type SessionState } from "@/domain/sessions/session";
import type { Inputs } from "@/server/api/root";
import { readTrail, type Trail, writeTrail } from "../trail";

export type Search = Readonly<Record<string, string | string[] | undefined>>;
export const PERIODS = ["day", "week", "month", "all"] as const;
type Period = (typeof PERIODS)[number];

/** The list as its address says it. */
export interface SessionsFilter {
  readonly text: string;
  readonly connection: string;
  readonly owner: string;
  /** The name of one that met it. */
  readonly guardrail: string;
  readonly state: SessionState | "";
  readonly period: Period;
  readonly masked: boolean;
  readonly trail: Trail;
}

const LIMITS = { wordCharactersMax: 200 } as const;
const pageRows = 50;

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter(search: Search): SessionsFilter {
  const word = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value.slice(0, LIMITS.wordCharactersMax) : "";
  };
  return {
    text: word("text"),
    connection: word("connection"),
    owner: word("owner"),
    guardrail: word("guardrail"),
    state: SESSION_STATES.find((state) => state === word("state")) ?? "",
    period: PERIODS.find((period) => period === word("period")) ?? "all",
    masked: word("masked") === "yes",
    trail: readTrail(search["page"]),
  };
}

/** The address of a list; the opposite of reading it. */
export function sessionsAddress(filter: SessionsFilter): string {
  const { text, connection, owner, guardrail, state, period, masked, trail } = filter;
  const words = {
    ...{ text, connection, owner, guardrail, state },
    period: period === "all" ? "" : period,
    masked: masked ? "yes" : "",
    page: writeTrail(trail),
  };
  const search = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return search.size === 0 ? "/sessions" : `/sessions?${search}`;
}

/** What the gateway is asked for. */
export function listInput(filter: SessionsFilter): Inputs["sessions"]["list"] {
  const { text, connection, owner, guardrail, state, period, masked, trail } = filter;
  const cursor = trail.at(-1);
  return {
    ...(text !== "" && { text }),
    ...(connection !== "" && { connection: connection.slice(0, 64) }),
    ...(owner !== "" && { owner }),
    ...(guardrail !== "" && { guardrail: guardrail.slice(0, 100) }),
    ...(state !== "" && { state }),
    ...(masked && { masked }),
    ...(cursor !== undefined && { cursor }),
    period,
    limit: pageRows,
  };
}

export function isFiltered(filter: SessionsFilter) {
  const { text, connection, owner, guardrail, state, period, masked } = filter;
  const words = [text, connection, owner, guardrail, state];
  return words.some((word) => word !== "") || masked || period !== "all";
}
