import type { Actor } from "@/domain/people/user";
import { connectionsUsableBy, connectionsVisibleTo } from "@/domain/policy/decide-access";
import type { Deps } from "../deps";
import type { ConnectionFilter } from "./filter";
import { countConnections, pageConnections } from "./list/store";
import type { ConnectionView } from "./present";

export interface ConnectionPage {
  readonly rows: readonly ConnectionView[];
  /** The name behind which the next page begins. */
  readonly nextCursor: string | null;
  /** Of the whole filter, not of the page. */
  readonly total: number;
}

/** The connections that exist for this person, by name; `usable`: those they may run on in the web mode. */
export async function listConnections(
  deps: Deps,
  actor: Actor,
  { search, usable, cursor, limit }: ConnectionFilter,
): Promise<ConnectionPage> {
  const scope = usable ? connectionsUsableBy(actor) : connectionsVisibleTo(actor);
  if (scope === "none") return { rows: [], nextCursor: null, total: 0 };
  const where = {
    ofGroups: scope === "all" ? [] : [actor.groups],
    mode: usable ? ("web" as const) : null,
    words: search
      .replaceAll("\0", " ")
      .split(/\s+/)
      .filter((word) => word !== ""),
  };
  const page = { where, after: cursor ?? null, rowsMax: limit + 1 };
  const [found, total] = await Promise.all([
    pageConnections(deps.db.read, page),
    countConnections(deps.db.read, where),
  ]);
  const rows = found.slice(0, limit).map((connection) => ({
    ...{ actor, connection },
    online: deps.links.isOnline(connection.agent.id),
  }));
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last?.connection.name ?? null, total };
}
