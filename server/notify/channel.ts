import type { Deps } from "../deps";
import type { RequestEvent, RequestNotice } from "../requests/request-notice";

/** One thing to be told through one integration. `id` stays the same when it is told again. */
export interface Message {
  readonly id: string;
  readonly event: RequestEvent;
  readonly at: Date;
  readonly notice: RequestNotice;
}

/** An integration as a channel needs it: its settings are of the channel's own form, secrets in clear. */
export interface ChannelTarget {
  readonly id: string;
  readonly name: string;
  readonly settings: unknown;
  readonly secret: string;
  /** What this channel remembered of this request when it told of it before: a message to update. */
  readonly remembered: unknown;
}

export type Told =
  | { readonly kind: "told"; readonly remember: unknown; readonly response: string }
  /** Not of interest to this channel: nothing was sent. */
  | { readonly kind: "passed-over" }
  | {
      readonly kind: "failed";
      readonly because: string;
      readonly retry: boolean;
      readonly afterSeconds?: number;
    };

/** A way to tell people: Slack, Teams, a webhook, e-mail. One file each builds one. Never throws. */
export interface Channel {
  readonly kind: "slack" | "teams" | "webhook" | "email";
  tell(deps: Deps, target: ChannelTarget, message: Message): Promise<Told>;
}
