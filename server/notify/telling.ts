import type { Deps } from "../deps";
import type { RequestNotice } from "../requests/request-notice";
import type { Channel } from "./channel";

/** A request of this moment, as those are told who may decide it or made it; null when there is none. */
export type NoticeOf = (deps: Deps, requestId: string) => Promise<RequestNotice | null>;

/** The ids of the integrations that the rules of each request name; a request that is gone is not in it. */
export type TellsOf = (
  deps: Deps,
  requestIds: readonly string[],
) => Promise<ReadonlyMap<string, readonly string[]>>;

/** What telling people needs besides the gateway itself. */
export interface Telling {
  readonly noticeOf: NoticeOf;
  readonly tellsOf: TellsOf;
  readonly channels: readonly Channel[];
  /** From 0 to below 1: spreads retries. */
  readonly random: () => number;
}
