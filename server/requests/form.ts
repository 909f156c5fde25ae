import { z } from "zod";
import { REQUEST_KINDS, REQUEST_LIMITS, REQUEST_STATES } from "@/domain/requests/request";
import { VERDICTS } from "@/domain/requests/tally";
import { LINK_LIMITS } from "@/protocol/version";
import { BOXES } from "./list/store";

const { reasonCharactersMax, noteCharactersMax, rejectReasonCharactersMax, revisionsMax } =
  REQUEST_LIMITS;

const id = z.string().min(1).max(40);
const revision = z.int().min(1).max(revisionsMax);

export const byId = z.strictObject({ id });
export const requestFilter = z.strictObject({
  box: z.enum(BOXES).default("all"),
  states: z.array(z.enum(REQUEST_STATES)).max(REQUEST_STATES.length).optional(),
  kind: z.enum(REQUEST_KINDS).optional(),
  text: z.string().max(200).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.int().min(1).max(100).default(50),
});
/** The list as a file: its search as an address has it. */
export const requestExport = z.strictObject({
  box: z.enum(BOXES).default("all"),
  state: z.enum(REQUEST_STATES).optional(),
  kind: z.enum(REQUEST_KINDS).optional(),
  text: z.string().max(200).optional(),
});
export type RequestExport = z.infer<typeof requestExport>;
export const statisticsForm = z.strictObject({ days: z.int().min(1).max(366).default(30) });
export type RequestFilter = z.infer<typeof requestFilter>;

export const voteForm = z.strictObject({
  ...{ id, revision, verdict: z.enum(VERDICTS) },
  reason: z.string().max(rejectReasonCharactersMax).default(""),
});
export const approveManyForm = z.strictObject({
  requests: z.array(z.strictObject({ id, revision })).min(1).max(REQUEST_LIMITS.approvedAtOnceMax),
});
export const modifyForm = z.strictObject({
  ...{ id, revision },
  command: z.string().min(1).max(LINK_LIMITS.messageBytesMax),
  /** Absent: as it was; null: no ceiling. */
  affectedRowsMax: z.int().min(0).max(REQUEST_LIMITS.affectedRowsMaxMax).nullish(),
});
export const acceptForm = z.strictObject({ id, revision });
export const noteForm = z.strictObject({
  id,
  text: z.string().trim().min(1).max(noteCharactersMax),
});
export const revokeForm = z.strictObject({
  id,
  reason: z.string().max(rejectReasonCharactersMax).default(""),
});
const connection = z.string().min(1).max(64);
export const windowTermsForm = z.strictObject({ connection });
export const breakGlassForm = z.strictObject({
  ...{ id, revision, reason: z.string().trim().max(rejectReasonCharactersMax) },
});
export const windowForm = z.strictObject({
  connection,
  durationSeconds: z
    .int()
    .min(REQUEST_LIMITS.windowSecondsMin)
    .max(REQUEST_LIMITS.windowSecondsMax),
  reason: z.string().max(reasonCharactersMax).default(""),
  refersToId: id.nullish(),
  breakGlass: z.boolean().default(false),
});
