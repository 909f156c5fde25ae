import type { Connection } from "@/domain/connections/connection";
import type { DatabaseSettings } from "@/domain/connections/database-settings";

/** A connection as the gateway keeps it, but for its secret. */
export interface ConnectionRecord extends Connection {
  readonly description: string;
  readonly settings: DatabaseSettings;
  readonly tags: Readonly<Record<string, string>>;
  readonly agent: { readonly id: string; readonly name: string };
  readonly demo: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a session needs of a connection, read in one query. */
export interface ConnectionForSession extends Connection {
  readonly settings: DatabaseSettings;
  readonly tags: Readonly<Record<string, string>>;
  readonly agentId: string;
  /** The sealed password. */
  readonly secret: Uint8Array;
}

/** What the secret of a connection is sealed for: a box of one connection opens in no other. */
export function secretPurpose(connectionId: string): string {
  return `connection:${connectionId}`;
}
