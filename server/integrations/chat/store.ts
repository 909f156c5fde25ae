import type { UserId } from "@/domain/people/user";
import type { Tx } from "../../db/db";

/** Whom a chat account is linked to in one integration, and since when; to nobody since it was unlinked. */
export interface ChatIdentityRecord {
  readonly userId: UserId | null;
  readonly linkedAt: Date;
}

/** An account in a chat that is somebody's. */
export interface ChatAccountRecord {
  readonly integrationId: string;
  readonly integration: string;
  readonly externalId: string;
  readonly externalName: string;
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
  return row === null ? null : { ...row, userId: row.userId as UserId | null };
}

/** The accounts that are linked to a person, the newest first. */
export async function findChatAccounts(
  tx: Tx,
  userId: string,
  countMax: number,
): Promise<ChatAccountRecord[]> {
  const rows = await tx.chatIdentity.findMany({
    where: { userId },
    select: {
      ...{ integrationId: true, externalId: true, externalName: true, linkedAt: true },
      integration: { select: { name: true } },
    },
    orderBy: { linkedAt: "desc" },
    take: countMax,
  });
  return rows.map(({ integration, ...row }) => ({ ...row, integration: integration.name }));
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
    readonly externalName: string;
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

/** False when it is not theirs. The row stays: links that were made before are used up. */
export async function dropChatIdentity(
  tx: Tx,
  theirs: Pick<ChatAccountRecord, "integrationId" | "externalId"> & { readonly userId: string },
  now: Date,
): Promise<boolean> {
  const change = { userId: null, linkedAt: now };
  const { count } = await tx.chatIdentity.updateMany({ where: theirs, data: change });
  return count === 1;
}
