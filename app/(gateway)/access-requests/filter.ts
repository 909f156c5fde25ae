import type { Permission } from "@/domain/people/permission";
import {
  isUndecided,
  REQUEST_KINDS,
  REQUEST_STATES,
  type RequestKind,
  type RequestState,
} from "@/domain/requests/request";
import type { Inputs } from "@/server/api/root";
import { readTrail, type Trail, writeTrail } from "../trail";

export type Search = Readonly<Record<string, string | string[] | undefined>>;
export const BOXES = ["for-me", "mine", "all"] as const;
export type Box = (typeof BOXES)[number];

/** The list as its address says it. */
export interface RequestsFilter {
  readonly box: Box;
  readonly text: string;
  readonly state: RequestState | "";
  readonly kind: RequestKind | "";
  readonly trail: Trail;
}

const LIMITS = { wordCharactersMax: 200 } as const;
const pageRows = 50;

/** The boxes that somebody has, the first one first: whoever decides nothing has no inbox. */
export function boxesOf(permissions: readonly Permission[]): readonly Box[] {
  const decides = permissions.includes("requests:decide");
  const boxes: Box[] = [];
  if (decides) boxes.push("for-me");
  if (decides || permissions.includes("requests:ask")) boxes.push("mine");
  if (permissions.includes("requests:seeAll")) boxes.push("all");
  return boxes;
}

/** Reads the address; what it does not understand is as if it were not there. */
export function readFilter(search: Search, boxes: readonly Box[]): RequestsFilter {
  const word = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value.slice(0, LIMITS.wordCharactersMax) : "";
  };
  return {
    box: boxes.find((box) => box === word("box")) ?? boxes[0] ?? "mine",
    text: word("text"),
    state: REQUEST_STATES.find((state) => state === word("state")) ?? "",
    kind: REQUEST_KINDS.find((kind) => kind === word("kind")) ?? "",
    trail: readTrail(search["page"]),
  };
}

/** The address of a list; the opposite of reading it. */
export function requestsAddress({ box, text, state, kind, trail }: RequestsFilter): string {
  const words = { box, text, state, kind, page: writeTrail(trail) };
  const search = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ""));
  return `/access-requests?${search}`;
}

/** What the gateway is asked for. */
export function listInput(filter: RequestsFilter): Inputs["requests"]["list"] {
  const { box, text, state, kind, trail } = filter;
  const cursor = trail.at(-1);
  return {
    ...(text !== "" && { text }),
    ...(state !== "" && { states: [state] }),
    ...(kind !== "" && { kind }),
    ...(cursor !== undefined && { cursor }),
    box,
    limit: pageRows,
  };
}

/** States that a request of this box can be in. */
export function statesIn(box: Box): readonly RequestState[] {
  return box === "for-me" ? REQUEST_STATES.filter(isUndecided) : REQUEST_STATES;
}

export function isFiltered({ text, state, kind }: RequestsFilter): boolean {
  return text !== "" || state !== "" || kind !== "";
}
