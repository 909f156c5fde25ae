import type { Permission } from "./permission";

/** What an API key may be for. A key without a scope for it may not do it, whoever made the key. */
export const KEY_SCOPES = ["sessions:run", "sessions:read", "requests:vote"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/**
 * The permissions that each scope leaves open; every other one is closed to keys. Nothing here manages
 * anything, touches an account or makes another key. `sessions:run` reads what the key itself ran.
 */
const OPENS: Readonly<Record<KeyScope, readonly Permission[]>> = {
  "sessions:run": [
    ...(["connections:see", "connections:use", "sessions:run", "sessions:see"] as const),
    ...(["requests:see", "requests:ask"] as const),
  ],
  "sessions:read": ["sessions:see", "sessions:seeAll"],
  "requests:vote": ["requests:see", "requests:decide"],
};

export function scopesOpen(scopes: readonly KeyScope[], permission: Permission): boolean {
  return scopes.some((scope) => OPENS[scope].includes(permission));
}
