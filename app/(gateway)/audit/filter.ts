import type { Inputs } from "@/server/api/root";

export type Search = Readonly<Record<string, string | string[] | undefined>>;
export const SEAL_STATES = ["sealed", "unsealed"] as const;

/** The list as its address says it. */
export interface AuditFilter {
  readonly actor: string;
  readonly event: string;
  readonly subject: string;
  /** Days as 2026-01-31, in UTC. */
  readonly from: string;
  readonly to: string;
  readonly state: (typeof SEAL_STATES)[number] | "";
  /** Where each page after the first begins; the last one is shown. */
  readonly trail: readonly string[];
}

const LIMITS = { wordCharactersMax: 200, cursorCharactersMax: 60, trailMax: 30 } as const;
const pageRows = 50;
const TRAIL_SEPARATOR = "~";
const EVENT = /^[a-z][a-zA-Z]{0,59}(\.[a-z][a-zA-Z]*)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter(search: Search): AuditFilter {
  const word = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value.slice(0, LIMITS.wordCharactersMax) : "";
  };
  const day = (name: string) => (isDay(word(name)) ? word(name) : "");
  const event = word("event");
  const trail = typeof search["page"] === "string" ? search["page"].split(TRAIL_SEPARATOR) : [];
  return {
    actor: word("actor"),
    event: EVENT.test(event) && event.length <= 60 ? event : "",
    subject: word("subject"),
    from: day("from"),
    to: day("to"),
    state: SEAL_STATES.find((state) => state === word("state")) ?? "",
    trail: trail
      .filter((cursor) => cursor !== "" && cursor.length <= LIMITS.cursorCharactersMax)
      .slice(-LIMITS.trailMax),
  };
}

function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text));
}

/** The address of a list; the opposite of reading it. */
export function auditAddress(filter: AuditFilter): string {
  const page = filter.trail.slice(-LIMITS.trailMax).join(TRAIL_SEPARATOR);
  return withQuery("/audit", { ...wordsOf(filter), page });
}

/** The file that holds what this list shows, all pages of it. */
export function exportAddress(filter: AuditFilter, format: "csv" | "jsonl"): string {
  return withQuery(`/download/audit.${format}`, wordsOf(filter));
}

/** What the gateway is asked for. */
export function listInput(filter: AuditFilter): Inputs["audit"]["list"] {
  const { actor, event, subject, from, to, state, trail } = filter;
  const cursor = trail.at(-1);
  return {
    ...(actor !== "" && { actor }),
    ...(event !== "" && { event }),
    ...(subject !== "" && { subject }),
    ...(from !== "" && { from }),
    ...(to !== "" && { to }),
    ...(state !== "" && { state }),
    ...(cursor !== undefined && { cursor }),
    limit: pageRows,
  };
}

export function isFiltered(filter: AuditFilter): boolean {
  return Object.values(wordsOf(filter)).some((word) => word !== "");
}

function wordsOf({ actor, event, subject, from, to, state }: AuditFilter) {
  return { actor, event, subject, from, to, state };
}

function withQuery(path: string, words: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return search.size === 0 ? path : `${path}?${search}`;
}
