import type { Actor } from "@/domain/people/user";
import { maySeeConnection } from "@/domain/policy/decide-access";
import type { Deps } from "../deps";
import type { ConnectionView } from "./present";
import { pageConnections } from "./store";

const CONNECTIONS_MAX = 5_000;

/** The connections that exist for this person, by name. */
export async function listConnections(deps: Deps, actor: Actor): Promise<ConnectionView[]> {
  const all = await pageConnections(deps.db.read, CONNECTIONS_MAX);
  return all
    .filter((connection) => maySeeConnection(actor, connection))
    .map((connection) => ({
      ...{ actor, connection },
      online: deps.links.isOnline(connection.agent.id),
    }));
}
