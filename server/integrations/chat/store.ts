import type { UserId } from "@/domain/people/user";
import type { Tx } from "../../db/db";

/** Whom a chat account is linked to in one integration, and since when. */
export interface ChatIdentityRecord {
  readonly userId: UserId;
  readonly linkedAt: Date;
}

export async function findChatIdentity(
  tx: Tx,
  integrationId: string,
  externalId: string,
): Promise<ChatIdentityRecord | null> {
  const row = await tx.chatIdentity.findUnique({
    where: { integrationId_externalId: { integrationId, externalId } },
    select: { userId: true, linkedAt: true },
  });
  return row === null ? null : { ...row, userId: row.userId as UserId };
}

/** The chat account of a person; the newest, should they have linked several. */
export async function findExternalId(
  tx: Tx,
  integrationId: string,
  userId: string,
): Promise<string | null> {
  const row = await tx.chatIdentity.findFirst({
    where: { integrationId, userId },
    select: { externalId: true },
    orderBy: { linkedAt: "desc" },
  });
  return row?.externalId ?? null;
}

/** One account is one person's: a new link takes the place of the old one. */
export async function saveChatIdentity(
  tx: Tx,
  identity: {
    readonly integrationId: string;
    readonly externalId: string;
    readonly userId: string;
    readonly linkedAt: Date;
  },
): Promise<void> {
  const { integrationId, externalId, ...who } = identity;
  await tx.chatIdentity.upsert({
    where: { integrationId_externalId: { integrationId, externalId } },
    create: identity,
    update: who,
    select: { userId: true },
  });
}
