import { z } from "zod";
import { MASK_KINDS } from "@/domain/masking/masking-rule";
import { MASKING_LIMITS, SWITCHES } from "@/domain/masking/written-rule";

const LIMITS = {
  ...{ connectionNameCharactersMax: 64, tagCharactersMax: 264, idCharactersMax: 40 },
} as const;

const noControl = (text: string) => !/\p{Cc}/u.test(text);
const unique = <T>(given: readonly T[]) => new Set(given).size === given.length;

const text = (max: number) => z.string().max(max).refine(noControl, "no control characters");
const list = <T extends z.ZodType>(of: T, max: number) =>
  z.array(of).max(max).refine(unique, "each once").readonly();

export const maskingRuleId = z.string().min(1).max(LIMITS.idCharactersMax);
const version = z.number().int().min(1);
const tag = z
  .string()
  .max(LIMITS.tagCharactersMax)
  .regex(/^[a-z0-9][a-z0-9._/-]{0,62}=[^=\p{Cc}]{0,200}$/u, "Write key=value.");

/** `*` stands for any characters. */
const glob = text(MASKING_LIMITS.globCharactersMax).trim().min(1, "Write a name, or *.");
const column = z.strictObject({
  ...{ schema: glob, table: glob, column: glob },
  kind: z.enum(MASK_KINDS),
});

export const maskingRuleForm = z.strictObject({
  name: text(MASKING_LIMITS.ruleNameCharactersMax).trim().min(1, "A masking rule needs a name."),
  description: text(MASKING_LIMITS.descriptionCharactersMax),
  enabled: z.boolean(),
  scope: z.strictObject({
    connections: list(
      z.string().min(1).max(LIMITS.connectionNameCharactersMax),
      MASKING_LIMITS.connectionsMax,
    ),
    tags: list(tag, MASKING_LIMITS.tagsMax),
  }),
  columns: z.array(column).max(MASKING_LIMITS.columnsMax).readonly(),
  detectors: z.partialRecord(z.enum(MASK_KINDS), z.enum(SWITCHES)),
  builtInColumns: z.enum(SWITCHES).nullable(),
  exemptGroups: list(
    text(MASKING_LIMITS.groupNameCharactersMax).min(1),
    MASKING_LIMITS.exemptGroupsMax,
  ),
});
export type MaskingRuleForm = z.infer<typeof maskingRuleForm>;

export const maskingRuleChange = z.strictObject({
  id: maskingRuleId,
  version,
  rule: maskingRuleForm,
});
export type MaskingRuleChange = z.infer<typeof maskingRuleChange>;

export const maskingRuleSwitch = z.strictObject({
  ...{ id: maskingRuleId, version, enabled: z.boolean() },
});
export type MaskingRuleSwitch = z.infer<typeof maskingRuleSwitch>;

/** Every masking rule there is, in the wanted order. */
export const maskingRuleOrder = z.strictObject({
  ids: list(maskingRuleId, MASKING_LIMITS.rulesMax),
});
export type MaskingRuleOrder = z.infer<typeof maskingRuleOrder>;
