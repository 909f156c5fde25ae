import type { Deps } from "../deps";
import { type DemoPerson, findDemoState, findPeople } from "./store";

/** The demo's people, or null when there is no demo. */
export async function readDemo(deps: Deps): Promise<readonly DemoPerson[] | null> {
  const state = await findDemoState(deps.db.read);
  return state.kind === "present" ? await findPeople(deps.db.read, state.userIds) : null;
}
