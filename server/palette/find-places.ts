import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { isRefusal } from "@/domain/refusal";
import { listAgents } from "../agents/list-agents";
import { findConnections } from "../connections/find-connections";
import type { Deps } from "../deps";
import { groupList } from "../groups/form";
import { listGroups } from "../groups/list-groups";
import { sessionFilter } from "../sessions/filter";
import { getSession } from "../sessions/get-session";
import { listSessions } from "../sessions/list-sessions";
import { userList } from "../users/form";
import { listUsers } from "../users/list-users";

export const PALETTE_LIMITS = { textCharactersMax: 100, eachMax: 6 } as const;

export const PLACE_KINDS = ["connection", "session", "user", "group", "agent"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Something one can go to. */
export interface Place {
  readonly kind: PlaceKind;
  /** What its address is made of. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

interface Search {
  readonly deps: Deps;
  readonly actor: Actor;
  readonly text: string;
}

const SESSION_ID = /^ses_[0-9a-z]{1,36}$/;

/** What a text finds, asked of each noun as this person: nothing that its own list would not show. */
export async function findPlaces(deps: Deps, actor: Actor, text: string): Promise<Place[]> {
  const search = { deps, actor, text };
  const found = await Promise.all([
    connections(search),
    sessions(search),
    users(search),
    groups(search),
    agents(search),
  ]);
  return found.flat();
}

async function connections({ deps, actor, text }: Search): Promise<Place[]> {
  if (!may(actor, "connections:see")) return [];
  const found = await findConnections(deps, actor, { text, rowsMax: PALETTE_LIMITS.eachMax });
  return found.map(({ name, description }) => ({
    ...{ kind: "connection", id: name, label: name, detail: description },
  }));
}

/** By its whole id, however old; by words of the statement, of the last week. */
async function sessions({ deps, actor, text }: Search): Promise<Place[]> {
  if (!may(actor, "sessions:see")) return [];
  if (SESSION_ID.test(text)) return await sessionById({ deps, actor, text });
  const asked = { text, period: "week", limit: PALETTE_LIMITS.eachMax };
  const { rows } = await listSessions(deps, actor, sessionFilter.parse(asked));
  return rows.map(placeOfSession);
}

async function sessionById({ deps, actor, text }: Search): Promise<Place[]> {
  try {
    return [placeOfSession((await getSession(deps, actor, text)).session)];
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

function placeOfSession(session: {
  readonly id: string;
  readonly statement: string;
  readonly connectionName: string;
  readonly ownerName: string;
}): Place {
  const label = session.statement.replace(/\s+/g, " ").trim().slice(0, 120);
  const detail = `${session.connectionName} · ${session.ownerName}`;
  return { kind: "session", id: session.id, label: label || session.id, detail };
}

async function users({ deps, actor, text }: Search): Promise<Place[]> {
  if (!may(actor, "people:see")) return [];
  const { rows } = await listUsers(deps, userList.parse({ text, limit: PALETTE_LIMITS.eachMax }));
  return rows.map(({ id, name, email }) => ({ kind: "user", id, label: name, detail: email }));
}

async function groups({ deps, actor, text }: Search): Promise<Place[]> {
  if (!may(actor, "people:see")) return [];
  const { rows } = await listGroups(deps, groupList.parse({ text, limit: PALETTE_LIMITS.eachMax }));
  return rows.map(({ id, name, memberCount }) => ({
    ...{ kind: "group", id, label: name },
    detail: memberCount === 1 ? "1 person" : `${memberCount} people`,
  }));
}

async function agents({ deps, actor, text }: Search): Promise<Place[]> {
  if (!may(actor, "agents:see")) return [];
  const wanted = text.toLowerCase();
  const found = (await listAgents(deps)).filter(({ name }) => name.toLowerCase().includes(wanted));
  return found.slice(0, PALETTE_LIMITS.eachMax).map(({ id, name, hostname }) => ({
    ...{ kind: "agent", id, label: name, detail: hostname },
  }));
}
