import type { Deps } from "../deps";
import { type RequestStatistics, readStatistics } from "./statistics/store";

const DAY_MS = 24 * 3_600 * 1_000;

/** How requests of the last days fared: how many, how quickly decided, and who asks most. */
export async function requestStatistics(
  deps: Deps,
  { days }: { readonly days: number },
): Promise<RequestStatistics> {
  return await readStatistics(deps.db.read, new Date(deps.now().getTime() - days * DAY_MS));
}
