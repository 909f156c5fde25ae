import type { Deps } from "../deps";
import { listEventNames } from "./store";

const EVENT_NAMES_MAX = 500;

/** What can be filtered by: the names of events that have occurred, in their order. */
export async function eventNames(deps: Deps): Promise<readonly string[]> {
  return listEventNames(deps.db.read, EVENT_NAMES_MAX);
}
