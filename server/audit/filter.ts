import { z } from "zod";

const SEAL_STATES = ["sealed", "unsealed"] as const;

/** What the list, its page and the export filter by. Days are UTC; both ends are included. */
const fields = {
  /** The name as the trail shows it, in whatever case. */
  actor: z.string().max(200).optional(),
  /** A whole name as `connection.created`, or its noun alone. */
  event: z
    .string()
    .max(60)
    .regex(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)?$/, "is noun or noun.pastTense")
    .optional(),
  /** Words of the subject, each by its beginning. */
  subject: z.string().max(200).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  state: z.enum(SEAL_STATES).optional(),
};

export const auditExportFilter = z.strictObject(fields);
export type AuditExportFilter = z.infer<typeof auditExportFilter>;

export const auditFilter = z.strictObject({
  ...fields,
  cursor: z.string().max(60).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type AuditFilter = z.infer<typeof auditFilter>;
