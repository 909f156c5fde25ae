import { z } from "zod";
import { PROBE_AUDIENCES, PROBE_LIMITS } from "@/domain/masking/probe/probe";

const LIMITS = { nameCharactersMax: 200, connectionNameCharactersMax: 64 } as const;

const noControl = (text: string) => !/\p{Cc}/u.test(text);
const unique = (given: readonly object[]) =>
  new Set(given.map((one) => JSON.stringify(Object.entries(one).sort()))).size === given.length;
const name = z
  .string()
  .min(1)
  .max(LIMITS.nameCharactersMax)
  .refine(noControl, "no control characters");
const connectionName = z.string().min(1).max(LIMITS.connectionNameCharactersMax);

export const probeForm = z.strictObject({
  connection: connectionName,
  /** `null`: those that the rules in force protect. */
  columns: z
    .array(z.strictObject({ schema: name, table: name, column: name }))
    .min(1)
    .max(PROBE_LIMITS.columnsMax)
    .refine(unique, "each once")
    .nullable(),
  as: z.enum(PROBE_AUDIENCES),
});
export type ProbeForm = z.infer<typeof probeForm>;

export const probeId = z.strictObject({ id: z.string().min(1).max(40) });
export const probesOf = z.strictObject({
  /** `null`: of all of them. */
  connection: connectionName.nullable(),
});
