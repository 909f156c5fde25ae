import type { Actor } from "../people/user";

/** `noun.pastTense`, as in `connection.created`. */
export type AuditEventName = `${string}.${string}`;

/** One line of the administrative trail, before it is written. */
export interface AuditEntry {
  /** Null when the gateway itself acts, as with a sign-in that ran out. */
  readonly actor: Actor | null;
  readonly event: AuditEventName;
  /** What it happened to, by the name people know it by. */
  readonly subject: string;
  readonly before?: object;
  readonly after?: object;
  /** Address and user agent, when a person's request caused it. */
  readonly origin?: string;
}

const EVENT_NAME = /^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$/;
const SECRET_NAME = /(password|secret|token|key)s?$/i;

export function isAuditEventName(name: string): boolean {
  return name.length <= 60 && EVENT_NAME.test(name);
}

/**
 * The first field, anywhere inside, whose name says that it holds a secret; null when there is none.
 * A boolean is a statement about a secret (`hasSecret: true`), never the secret.
 */
export function secretFieldOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (SECRET_NAME.test(name) && typeof inner !== "boolean") return name;
    const deeper = secretFieldOf(inner);
    if (deeper !== null) return deeper;
  }
  return null;
}
