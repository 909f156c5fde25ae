import {
  type AccessMode,
  type ConnectionKind,
  DEFAULT_LIMITS,
  NAME_PATTERN,
  type SessionLimits,
} from "@/domain/connections/connection";
import type { DatabaseSettings, TlsMode } from "@/domain/connections/database-settings";
import { KINDS, objectionToSettings } from "@/domain/connections/kinds";
import { type Destination, sameDestination } from "@/domain/connections/same-destination";

/** What stands in the fields of the form: text as typed, also when it is no number yet. */
export interface ConnectionDraft {
  readonly kind: ConnectionKind;
  readonly name: string;
  readonly description: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  readonly tls: TlsMode;
  readonly tlsAuthority: string;
  readonly agentId: string;
  /** `key=value`, or a bare key. */
  readonly tags: readonly string[];
  readonly accessGroups: readonly string[];
  readonly modes: readonly AccessMode[];
  readonly readOnly: boolean;
  readonly previewAllowed: boolean;
  readonly rows: string;
  readonly megabytes: string;
  readonly seconds: string;
}

/** What the form starts from when the connection exists already. */
export interface StoredConnection {
  readonly kind: ConnectionKind;
  readonly name: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly accessGroups: readonly string[] | null;
  readonly modes: readonly AccessMode[];
  readonly readOnly: boolean;
  readonly previewAllowed: boolean;
  readonly limits: SessionLimits;
  readonly version: number;
  readonly manage: Destination;
}

const MEBIBYTE = 1024 * 1024;

export function emptyDraft(agentId: string): ConnectionDraft {
  return {
    ...{
      kind: "postgres",
      name: "",
      description: "",
      host: "",
      port: String(KINDS.postgres.portDefault),
      database: "",
      username: "",
    },
    ...{ password: "", tls: "verify-full", tlsAuthority: "", agentId, tags: [] },
    ...{ accessGroups: [], modes: ["web"], readOnly: false, previewAllowed: false },
    ...limitsAsTyped(DEFAULT_LIMITS),
  };
}

export function draftOf(stored: StoredConnection): ConnectionDraft {
  const { kind, name, description, modes, readOnly, previewAllowed, manage } = stored;
  const { settings, agentId } = manage;
  return {
    ...{ kind, name, description, modes, readOnly, previewAllowed, agentId },
    ...{ ...settings, port: String(settings.port), password: "" },
    tags: Object.entries(stored.tags).map(([key, value]) =>
      value === "" ? key : `${key}=${value}`,
    ),
    accessGroups: stored.accessGroups ?? [],
    ...limitsAsTyped(stored.limits),
  };
}

function limitsAsTyped(limits: SessionLimits) {
  return {
    rows: String(limits.rowsMax),
    megabytes: String(limits.bytesMax / MEBIBYTE),
    seconds: String(limits.durationSecondsMax),
  };
}

/** Another kind: a port that was only proposed is proposed anew, and what the kind cannot do is off. */
export function withKind(draft: ConnectionDraft, kind: ConnectionKind): Partial<ConnectionDraft> {
  const isProposed = draft.port === String(KINDS[draft.kind].portDefault);
  const port = isProposed ? String(KINDS[kind].portDefault) : draft.port;
  const canPreview = KINDS[kind].capabilities.has("preview");
  return { kind, port, previewAllowed: draft.previewAllowed && canPreview };
}

export function settingsOf(draft: ConnectionDraft): DatabaseSettings {
  const { host, port, database, username, tls, tlsAuthority } = draft;
  const authority = tls === "verify-full" ? tlsAuthority.trim() : "";
  return {
    ...{ host: host.trim(), port: Number(port), database: database.trim() },
    ...{ username: username.trim(), tls, tlsAuthority: authority },
  };
}

/** Everything that creating and changing a connection both send. */
export function changeableOf(draft: ConnectionDraft) {
  const { description, agentId, accessGroups, modes, readOnly, previewAllowed } = draft;
  return {
    ...{ description, agentId, readOnly, previewAllowed, settings: settingsOf(draft) },
    ...{ accessGroups: [...accessGroups], modes: [...modes] },
    tags: Object.fromEntries(draft.tags.map(splitTag)),
    limits: {
      rowsMax: Number(draft.rows),
      bytesMax: Math.round(Number(draft.megabytes) * MEBIBYTE),
      durationSecondsMax: Number(draft.seconds),
    },
  };
}

function splitTag(tag: string): readonly [string, string] {
  const at = tag.indexOf("=");
  return at < 0 ? [tag, ""] : [tag.slice(0, at), tag.slice(at + 1)];
}

const TAG_PATTERN = /^[a-z0-9][a-z0-9._/-]{0,62}(=[^=]{0,200})?$/;

export function objectionToTag(tag: string): string | null {
  return TAG_PATTERN.test(tag)
    ? null
    : "Write key=value, the key in small letters: env=production.";
}

export type Objections = Partial<Record<keyof ConnectionDraft, string>>;

/** What must be put right before it can be sent, by field. The gateway checks again. */
export function objectionsTo(draft: ConnectionDraft, stored: StoredConnection | null): Objections {
  const found: Objections = {};
  if (stored === null && !NAME_PATTERN.test(draft.name)) {
    found.name = "3 to 64 small letters, digits, and - _ . between them.";
  }
  Object.assign(found, objectionsToTarget(draft, stored));
  if (!isWhole(draft.rows, 1)) found.rows = "A whole number from 1.";
  if (!(Number(draft.megabytes) * MEBIBYTE >= 1024)) found.megabytes = "More than nothing.";
  if (!isWhole(draft.seconds, 1)) found.seconds = "A whole number from 1.";
  return found;
}

/** The part of it that a test of the connection needs. */
export function objectionsToTarget(
  draft: ConnectionDraft,
  stored: StoredConnection | null,
): Objections {
  const found: Objections = {};
  if (draft.host.trim() === "") found.host = "Where is it? A name or an address.";
  if (!isWhole(draft.port, 1, 65_535)) found.port = "1 to 65535.";
  if (draft.database.trim() === "") found.database = "Which database?";
  if (draft.username.trim() === "") found.username = "Which user of the database?";
  const objection = objectionToSettings(draft.kind, settingsOf(draft));
  if (objection !== null) found[objection.field] = objection.because;
  if (draft.agentId === "") found.agentId = "Choose the agent that reaches it.";
  if (stored !== null && draft.password === "" && !sameDestination(stored.manage, placeOf(draft))) {
    found.password = "Type it again: the stored one is only used where it was saved for.";
  }
  return found;
}

function placeOf(draft: ConnectionDraft): Destination {
  return { agentId: draft.agentId, settings: settingsOf(draft) };
}

function isWhole(typed: string, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  const value = Number(typed);
  return typed.trim() !== "" && Number.isInteger(value) && value >= least && value <= most;
}
