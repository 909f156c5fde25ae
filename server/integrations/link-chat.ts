import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { type ChatLink, LINK_LIMITS, readChatLink } from "../notify/slack/link-token";
import { findChatIdentity, saveChatIdentity } from "./chat/store";
import { findIntegration } from "./store";

export interface ChatLinkView {
  readonly integration: string;
  readonly account: string;
  readonly team: string;
}

/** Which chat account a link is for. Whoever confirms it must see that it is theirs. */
export async function describeChatLink(deps: Deps, token: string): Promise<ChatLinkView> {
  const link = await requireLink(deps, token);
  const integration = await findIntegration(deps.db.read, link.integrationId);
  if (integration === null) throw linkInvalid();
  return { integration: integration.name, account: link.slackUser, team: link.slackTeam };
}

/** The signed-in person says that the account is theirs: from now on its clicks are their votes. */
export async function confirmChatLink(
  deps: Deps,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
  token: string,
): Promise<ChatLinkView> {
  const link = await requireLink(deps, token);
  const { integrationId, slackUserId: externalId } = link;
  return await deps.db.transaction(async (tx) => {
    const integration = await findIntegration(tx, integrationId);
    if (integration === null) throw linkInvalid();
    const known = await findChatIdentity(tx, integrationId, externalId);
    if (known !== null && known.linkedAt.getTime() >= issuedAt(link)) throw linkInvalid();
    const linkedAt = deps.now();
    await saveChatIdentity(tx, {
      ...{ integrationId, externalId, externalName: link.slackUser, linkedAt },
      userId: actor.userId,
    });
    await recordAudit(tx, {
      ...{ actor, origin, event: "chatAccount.linked", subject: actor.email },
      after: { integration: integration.name, account: link.slackUser, team: link.slackTeam },
    });
    return { integration: integration.name, account: link.slackUser, team: link.slackTeam };
  });
}

async function requireLink(deps: Deps, token: string): Promise<ChatLink> {
  const read = readChatLink(deps, token);
  if (read.kind === "refused") throw linkInvalid();
  const known = await findChatIdentity(
    deps.db.read,
    read.link.integrationId,
    read.link.slackUserId,
  );
  // It works once: an account that was linked since it was made is linked already.
  if (known !== null && known.linkedAt.getTime() >= issuedAt(read.link)) throw linkInvalid();
  return read.link;
}

function issuedAt({ expiresAt }: ChatLink): number {
  return expiresAt - LINK_LIMITS.secondsMax * 1_000;
}

function linkInvalid(): Refusal {
  return new Refusal("CHAT.LINK_INVALID", "This link does not work any more.");
}
