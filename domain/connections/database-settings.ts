/**
 * TLS modes of a connection to a database. There is no "prefer": it would fall back to clear text
 * silently, and a target that is asked for TLS and refuses must be told to the person.
 */
export const TLS_MODES = ["disable", "require", "verify-full"] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** What a person types into the form of a connection to a database, but for the password. */
export interface DatabaseSettings {
  /** A host name, an address, or the absolute path that leads to a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly tls: TlsMode;
  /** PEM of the authority to trust for `verify-full`; empty means the system's. */
  readonly tlsAuthority: string;
}
