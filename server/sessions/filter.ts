import { z } from "zod";
import { SESSION_STATES } from "@/domain/sessions/session";

const PERIODS = ["day", "week", "month", "all"] as const;

export const sessionFilter = z.strictObject({
  connection: z.string().max(64).optional(),
  /** An e-mail address; only who may see all sessions may ask for somebody else's. */
  owner: z.string().max(320).optional(),
  state: z.enum(SESSION_STATES).optional(),
  period: z.enum(PERIODS).default("all"),
  masked: z.boolean().optional(),
  text: z.string().max(200).optional(),
  /** The name of a guardrail that stopped, held or warned of it, or did something to its result. */
  guardrail: z.string().max(100).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type SessionFilter = z.infer<typeof sessionFilter>;
