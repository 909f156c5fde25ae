import type { Actor, UserId } from "@/domain/people/user";
import type { VoteVerdict } from "@/domain/requests/tally";
import { recordAudit } from "../../audit/record-audit";
import type { Deps } from "../../deps";
import type { SlackIntegration } from "./settings";
import type { SignatureCheck } from "./verify-signature";

export interface ChatVote {
  readonly id: string;
  readonly revision: number;
  readonly verdict: VoteVerdict;
  readonly reason: string;
  readonly via: "slack";
}

/** What clicks and commands from Slack need of the gateway. */
export interface SlackDoor {
  readonly deps: Deps;
  readonly signatures: SignatureCheck;
  slackIntegration(integrationId: string): Promise<SlackIntegration | null>;
  /** The person who linked this Slack user to themselves. */
  identityOf(integrationId: string, slackUserId: string): Promise<UserId | null>;
  /** That person as they are now; null when they may do nothing any more. */
  actorOf(userId: UserId): Promise<Actor | null>;
  /** The vote of the page, with its checks: a Refusal when they may not. */
  vote(
    deps: Deps,
    who: { readonly actor: Actor; readonly origin: string },
    vote: ChatVote,
  ): Promise<unknown>;
}

const REFUSED_LIMITS = { eventsPerMinuteMax: 30 } as const;
const MINUTE_MS = 60_000;
const counted = { unsigned: { minute: 0, count: 0 }, signed: { minute: 0, count: 0 } };

export interface RefusedChat {
  readonly integrationId: string;
  readonly because: string;
  readonly slackUser?: string;
  /** Who it is in Gatehouse, from where and about which request: of a click that may not decide. */
  readonly actor?: Actor;
  readonly origin?: string;
  readonly requestId?: string;
}

/**
 * Leaves an event of what came as if from Slack and was refused: at most some a minute. What anybody can
 * send is counted apart from what Slack signed, so that a flood of it hides no click of a person.
 */
export async function recordRefusedChat(deps: Deps, refused: RefusedChat): Promise<void> {
  const minute = Math.floor(deps.now().getTime() / MINUTE_MS);
  const kind = refused.slackUser === undefined ? "unsigned" : "signed";
  const { [kind]: known } = counted;
  counted[kind] = { minute, count: known.minute === minute ? known.count + 1 : 1 };
  if (counted[kind].count > REFUSED_LIMITS.eventsPerMinuteMax) return;
  const { because, slackUser, actor = null, origin, requestId } = refused;
  deps.log.warn({ because, slackUser, requestId }, "a call as if from Slack was refused");
  const subject = refused.integrationId.slice(0, 40);
  const after = {
    ...{ because, ...(slackUser !== undefined && { slackUser }) },
    ...(requestId !== undefined && { request: requestId }),
  };
  const from = origin === undefined ? {} : { origin };
  await deps.db.transaction((tx) =>
    recordAudit(tx, { actor, ...from, event: "slack.refused", subject, after }),
  );
}
