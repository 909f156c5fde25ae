import type { Deps } from "../deps";
import type { RequestNotice } from "../requests/request-notice";
import type { Channel } from "./channel";

/** A request of this moment, as those are told who may decide it or made it; null when there is none. */
export type NoticeOf = (deps: Deps, requestId: string) => Promise<RequestNotice | null>;

/** What telling people needs besides the gateway itself. */
export interface Telling {
  readonly noticeOf: NoticeOf;
  readonly channels: readonly Channel[];
  /** From 0 to below 1: spreads retries. */
  readonly random: () => number;
}
