import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { maySeeConnection } from "@/domain/policy/decide-access";
import type { Deps } from "../deps";
import { type ConnectionHit, searchConnections } from "./store";

/** Some connections that exist for this person and whose name or description holds the text. */
export async function findConnections(
  deps: Deps,
  actor: Actor,
  { text, rowsMax }: { readonly text: string; readonly rowsMax: number },
): Promise<ConnectionHit[]> {
  const groups = may(actor, "connections:audit") ? null : actor.groups;
  const found = await searchConnections(deps.db.read, { text, groups }, rowsMax);
  return found.filter((connection) => maySeeConnection(actor, connection));
}
