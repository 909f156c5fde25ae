import { z } from "zod";
import { NAME_PATTERN } from "@/domain/connections/connection";

const BEHIND = "The cursor is not one of this list.";

export const connectionFilter = z.strictObject({
  /** Words: each is somewhere in the name, description, tags or agent. */
  search: z.string().max(200).default(""),
  /** Only what this person may run on in the web mode. */
  usable: z.boolean().default(false),
  cursor: z.string().max(64).regex(NAME_PATTERN, BEHIND).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ConnectionFilter = z.infer<typeof connectionFilter>;
