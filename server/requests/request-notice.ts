export { isRequestEvent, REQUEST_EVENTS, type RequestEvent } from "@/domain/requests/request-event";

import type { RequestKind, RequestState } from "@/domain/requests/request";
import type { DemandTally } from "@/domain/requests/tally";

/** A request as those are told who may decide it or made it: whole, of the moment it is told. */
export interface RequestNotice {
  readonly id: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly requester: { readonly id: string | null; readonly name: string; readonly email: string };
  readonly connection: { readonly name: string; readonly tags: Readonly<Record<string, string>> };
  /** The whole text of the revision in force; empty for a window. */
  readonly command: string;
  readonly revision: number;
  readonly reason: string;
  readonly durationSeconds: number | null;
  readonly risk: "low" | "medium" | "high";
  readonly riskReasons: readonly string[];
  readonly forced: boolean;
  readonly demands: readonly DemandTally[];
  readonly votes: readonly {
    readonly userId: string;
    readonly name: string;
    readonly verdict: "approve" | "reject";
    readonly reason: string;
    readonly at: Date;
  }[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endsAt: Date | null;
  readonly because: string | null;
  /** E-mail addresses of those who may decide it now; of one that was forced, who would have. */
  readonly approverEmails: readonly string[];
  /** E-mail addresses of the admins, once the glass was broken: nobody was asked, so they are told. */
  readonly adminEmails: readonly string[];
  /** The address of its page. */
  readonly url: string;
}
