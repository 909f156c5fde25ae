import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { type ChatAccountRecord, dropChatIdentity, findChatAccounts } from "./chat/store";

const ACCOUNTS_MAX = 100;

/** Whose clicks in a chat are this person's. */
export async function listChatAccounts(
  deps: Deps,
  actor: Actor,
): Promise<readonly ChatAccountRecord[]> {
  return await findChatAccounts(deps.db.read, actor.userId, ACCOUNTS_MAX);
}

/** From now on that account decides nothing, and is told nothing, until it is linked anew. */
export async function unlinkChatAccount(
  deps: Deps,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
  account: { readonly integrationId: string; readonly externalId: string },
): Promise<void> {
  const { integrationId, externalId } = account;
  await deps.db.transaction(async (tx) => {
    const own = await findChatAccounts(tx, actor.userId, ACCOUNTS_MAX);
    const found = own.find(
      (one) => one.integrationId === integrationId && one.externalId === externalId,
    );
    const theirs = { integrationId, externalId, userId: actor.userId };
    if (found === undefined || !(await dropChatIdentity(tx, theirs, deps.now()))) {
      throw new Refusal("CHAT.NOT_LINKED", "No account of that name is linked to you.");
    }
    await recordAudit(tx, {
      ...{ actor, origin, event: "chatAccount.unlinked", subject: actor.email },
      before: { integration: found.integration, account: found.externalName },
    });
  });
}
