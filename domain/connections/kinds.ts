import type { Dialect } from "../statements/dialect";
import type { ConnectionKind } from "./connection";

/** What a driver may be able to do. What one lacks is refused, never ignored. */
export const KIND_CAPABILITIES = [
  /** Nothing but reads runs, whatever the statement tries. */
  "read-only",
  /** What runs is stopped in the target. */
  "cancel",
  "several-results",
  /** More rows changed than allowed: all is rolled back. */
  "row-ceiling",
  "preview",
  /** It tells what stands behind the relations that a statement names. */
  "relations",
  /** It tells how the target would run a statement. */
  "plans",
  /** It tells which protected columns a statement compares. */
  "comparisons",
  /** Attacks on masking rules are made for it. */
  "probe",
] as const;
export type KindCapability = (typeof KIND_CAPABILITIES)[number];

/** All that differs from one kind of connection to another; the one home of it. */
export interface KindOfConnection {
  readonly title: string;
  readonly portDefault: number;
  /** What reads its statements. */
  readonly dialect: Dialect;
  readonly databaseCharactersMax: number;
  readonly usernameCharactersMax: number;
  /** What the path of a Unix socket leads to. */
  readonly socket: "folder" | "file";
  readonly capabilities: ReadonlySet<KindCapability>;
}

export const KINDS: Readonly<Record<ConnectionKind, KindOfConnection>> = {
  postgres: {
    ...{ title: "PostgreSQL", portDefault: 5432, dialect: "postgres", socket: "folder" },
    ...{ databaseCharactersMax: 63, usernameCharactersMax: 63 },
    capabilities: new Set(KIND_CAPABILITIES),
  },
  mysql: {
    ...{ title: "MySQL", portDefault: 3306, dialect: "mysql", socket: "file" },
    ...{ databaseCharactersMax: 64, usernameCharactersMax: 80 },
    capabilities: new Set(["read-only", "cancel", "several-results", "relations"]),
  },
};

/** The longest that any kind has: what a message carries is checked by this before its kind is. */
export const SETTINGS_LIMITS = {
  databaseCharactersMax: Math.max(...Object.values(KINDS).map((one) => one.databaseCharactersMax)),
  usernameCharactersMax: Math.max(...Object.values(KINDS).map((one) => one.usernameCharactersMax)),
} as const;

export interface SettingsObjection {
  readonly field: "database" | "username";
  readonly because: string;
}

/** Why a kind does not take these settings, which are well-formed; or `null`. */
export function objectionToSettings(
  kind: ConnectionKind,
  settings: { readonly database: string; readonly username: string },
): SettingsObjection | null {
  const { title, databaseCharactersMax, usernameCharactersMax } = KINDS[kind];
  if (settings.database.length > databaseCharactersMax) {
    const because = `${title} has names of databases of up to ${databaseCharactersMax} characters.`;
    return { field: "database", because };
  }
  if (settings.username.length > usernameCharactersMax) {
    const because = `${title} has names of users of up to ${usernameCharactersMax} characters.`;
    return { field: "username", because };
  }
  return null;
}
