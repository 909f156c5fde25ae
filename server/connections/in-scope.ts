import type { RuleScope, ScopedConnection } from "@/domain/requests/access-rule";
import { ruleCoversConnection } from "@/domain/requests/access-rule";
import type { Deps } from "../deps";
import { readNamedOrTagged } from "./list/store";

const CONNECTIONS_MAX = 20_000;

/** The connections that a rule of this scope is about, by name. */
export async function connectionsInScope(
  deps: Deps,
  scope: RuleScope,
): Promise<readonly ScopedConnection[]> {
  const tagged = scope.tags.length > 0;
  const window = { names: scope.connections, tagged, rowsMax: CONNECTIONS_MAX };
  const found = await readNamedOrTagged(deps.db.read, window);
  return found.filter((connection) => ruleCoversConnection({ scope }, connection));
}
