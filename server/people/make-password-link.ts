import type { UserId } from "@/domain/people/user";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { hashLinkToken } from "./link-token";
import { replacePasswordLink } from "./store";

const LINK_LIMITS = { hoursMax: 72 } as const;

/** Shown once; only its hash is kept. */
export interface PasswordLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** A link with which one person sets their password, once. It takes the place of earlier ones. */
export async function makePasswordLink(deps: Deps, tx: Tx, userId: UserId): Promise<PasswordLink> {
  const token = deps.newToken();
  const createdAt = deps.now();
  const expiresAt = new Date(createdAt.getTime() + LINK_LIMITS.hoursMax * 3600 * 1000);
  await replacePasswordLink(tx, {
    ...{ tokenHash: hashLinkToken(token), userId, createdAt, expiresAt },
  });
  return { url: `${deps.env.url}/invite?token=${token}`, expiresAt };
}
