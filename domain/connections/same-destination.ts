import type { DatabaseSettings } from "./database-settings";

export interface Destination {
  readonly agentId: string;
  readonly settings: DatabaseSettings;
}

/**
 * Whether a stored password may be used here: only for the very place it was saved for. Otherwise
 * whoever may edit a connection could have its password sent to a server of their own.
 */
export function sameDestination(stored: Destination, given: Destination): boolean {
  return (
    stored.agentId === given.agentId &&
    stored.settings.host === given.settings.host &&
    stored.settings.port === given.settings.port &&
    stored.settings.username === given.settings.username &&
    stored.settings.tls === given.settings.tls &&
    stored.settings.tlsAuthority === given.settings.tlsAuthority
  );
}
