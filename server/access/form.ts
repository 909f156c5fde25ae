import { z } from "zod";
import { ACCESS_MODES } from "@/domain/connections/connection";
import { GROUP_NAME_CHARACTERS_MAX } from "@/domain/people/group-name";
import { LINK_LIMITS } from "@/protocol/version";

export const ACCESS_LIMITS = {
  gridRowsMax: 50,
  gridColumnsMax: 50,
  pagesMax: 10_000,
  connectionsOfEditMax: 200,
  groupsOfEditMax: 200,
  /** People looked at for an effect; of a larger crowd a part is told, and that it is a part. */
  peopleOfEffectMax: 20_000,
  namesShownMax: 20,
} as const;

const connectionName = z.string().min(1).max(64);
const groupName = z.string().min(1).max(GROUP_NAME_CHARACTERS_MAX);
const text = z.string().trim().max(200).default("");
const page = z.number().int().min(1).max(ACCESS_LIMITS.pagesMax).default(1);

/** A window into the grid: which groups are its rows, which connections its columns. */
export const gridWindow = z.strictObject({
  ...{ groups: text, connections: text, groupPage: page, connectionPage: page },
  rows: z.number().int().min(1).max(ACCESS_LIMITS.gridRowsMax).default(30),
  columns: z.number().int().min(1).max(ACCESS_LIMITS.gridColumnsMax).default(12),
});
export type GridWindow = z.infer<typeof gridWindow>;

const edit = z.strictObject({
  connection: connectionName,
  /** Of the connection as it was looked at: an edit of another one is not made. */
  version: z.number().int().min(1),
  add: z.array(groupName).max(ACCESS_LIMITS.groupsOfEditMax),
  remove: z.array(groupName).max(ACCESS_LIMITS.groupsOfEditMax),
});
export type GridEdit = z.infer<typeof edit>;

const edits = z.array(edit).min(1).max(ACCESS_LIMITS.connectionsOfEditMax);

export const gridEdits = z.strictObject({
  edits,
  /** The digest of the preview that was looked at; left out, nobody looked at one. */
  seen: z.string().min(1).max(64).optional(),
});
export type GridEdits = z.infer<typeof gridEdits>;

export const editsToPreview = z.strictObject({ edits });

export const whoMayInput = z.strictObject({
  connection: connectionName,
  page,
  limit: z.number().int().min(1).max(100).default(50),
});
export type WhoMayInput = z.infer<typeof whoMayInput>;

export const whyInput = z.strictObject({
  /** An e-mail address; oneself when left out. */
  person: z.string().trim().min(1).max(320).optional(),
  connection: connectionName,
  mode: z.enum(ACCESS_MODES).default("web"),
  statement: z.string().max(LINK_LIMITS.statementBytesMax).optional(),
});
export type WhyInput = z.infer<typeof whyInput>;
