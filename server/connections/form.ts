import { z } from "zod";
import { ACCESS_MODES, CONNECTION_KINDS, NAME_PATTERN } from "@/domain/connections/connection";
import { TLS_MODES } from "@/domain/connections/database-settings";
import { SETTINGS_LIMITS } from "@/domain/connections/kinds";

/** Bounds of what an admin may type; the largest limits a connection may be given among them. */
const FORM_LIMITS = {
  descriptionCharactersMax: 500,
  tagsMax: 30,
  accessGroupsMax: 200,
  passwordCharactersMax: 1_000,
  authorityCharactersMax: 64 * 1024,
  rowsMaxMax: 100_000_000,
  bytesMaxMax: 100 * 1024 * 1024 * 1024,
  durationSecondsMaxMax: 24 * 3600,
} as const;

const noControl = (text: string) => !/\p{Cc}/u.test(text);
const line = (max: number) => z.string().min(1).max(max).refine(noControl, "no control characters");

const connectionName = z.string().regex(NAME_PATTERN);

const databaseSettings = z.strictObject({
  host: line(255),
  port: z.number().int().min(1).max(65_535),
  database: line(SETTINGS_LIMITS.databaseCharactersMax),
  username: line(SETTINGS_LIMITS.usernameCharactersMax),
  tls: z.enum(TLS_MODES),
  tlsAuthority: z.string().max(FORM_LIMITS.authorityCharactersMax),
});

const password = z.string().max(FORM_LIMITS.passwordCharactersMax);

const tagKey = z.string().regex(/^[a-z0-9][a-z0-9._/-]{0,62}$/);
const tags = z
  .record(tagKey, z.string().max(200).refine(noControl, "no control characters"))
  .refine((given) => Object.keys(given).length <= FORM_LIMITS.tagsMax, "too many tags");

const limits = z.strictObject({
  rowsMax: z.number().int().min(1).max(FORM_LIMITS.rowsMaxMax),
  bytesMax: z.number().int().min(1_024).max(FORM_LIMITS.bytesMaxMax),
  durationSecondsMax: z.number().int().min(1).max(FORM_LIMITS.durationSecondsMaxMax),
});

const unique = <T>(given: readonly T[]) => new Set(given).size === given.length;

/** What both creating and changing a connection ask for. */
const changeable = {
  description: z.string().max(FORM_LIMITS.descriptionCharactersMax),
  settings: databaseSettings,
  agentId: z.string().min(1).max(40),
  tags,
  accessGroups: z
    .array(z.string().min(1).max(100))
    .max(FORM_LIMITS.accessGroupsMax)
    .refine(unique, "each group once"),
  modes: z.array(z.enum(ACCESS_MODES)).refine(unique, "each mode once"),
  readOnly: z.boolean(),
  limits,
};

export const connectionForm = z.strictObject({
  name: connectionName,
  kind: z.enum(CONNECTION_KINDS),
  ...changeable,
  /** Who does not say so leaves it off. */
  previewAllowed: z.boolean().default(false),
  password,
});
export type ConnectionForm = z.infer<typeof connectionForm>;

export const connectionChange = z.strictObject({
  name: z.string().min(1).max(64),
  version: z.number().int().min(1),
  ...changeable,
  /** Left out, it stays as it is. */
  previewAllowed: z.boolean().optional(),
  /** `null` keeps the stored one. */
  password: password.nullable(),
});
export type ConnectionChange = z.infer<typeof connectionChange>;

export const connectionProbe = z.strictObject({
  /** The connection whose stored password is meant when `password` is null. */
  name: z.string().min(1).max(64).nullable(),
  kind: z.enum(CONNECTION_KINDS),
  settings: databaseSettings,
  password: password.nullable(),
  agentId: z.string().min(1).max(40),
});
export type ConnectionProbe = z.infer<typeof connectionProbe>;
