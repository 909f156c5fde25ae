import type { Actor } from "@/domain/people/user";
import { maySeeRequest } from "@/domain/policy/decide-request";
import type { Deps } from "../deps";
import { findRequests } from "./store";

/** Those of these requests that this person may see. */
export async function seenRequests(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await findRequests(deps.db.read, ids);
  return new Set(found.filter((request) => maySeeRequest(actor, request)).map(({ id }) => id));
}
