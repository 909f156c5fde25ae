import { z } from "zod";
import {
  CUSTOM_LIMITS,
  CUSTOM_NAME,
  CUSTOM_REPLACEMENTS,
} from "@/domain/masking/custom/custom-kind";
import { MASK_KINDS } from "@/domain/masking/masking-rule";
import { REPLACEMENTS, replacementsOf } from "@/domain/masking/replacements/replacement";
import { COMPARISONS, MASKING_LIMITS, SWITCHES } from "@/domain/masking/written-rule";
import { anyKind } from "@/protocol/kinds";

const LIMITS = {
  ...{ connectionNameCharactersMax: 64, tagCharactersMax: 264, idCharactersMax: 40 },
} as const;

/** Of the rows that a preview is shown for. */
export const SAMPLE_LIMITS = { charactersMax: 20_000, rowsMax: 101, columnsMax: 50 } as const;

const noControl = (text: string) => !/\p{Cc}/u.test(text);
const unique = <T>(given: readonly T[]) => new Set(given).size === given.length;

const text = (max: number) => z.string().max(max).refine(noControl, "no control characters");
const list = <T extends z.ZodType>(of: T, max: number) =>
  z.array(of).max(max).refine(unique, "each once").readonly();

export const maskingRuleId = z.string().min(1).max(LIMITS.idCharactersMax);
const version = z.number().int().min(1);
const connectionName = z.string().min(1).max(LIMITS.connectionNameCharactersMax);
const groupNames = list(
  text(MASKING_LIMITS.groupNameCharactersMax).min(1),
  MASKING_LIMITS.exemptGroupsMax,
);
const tag = z
  .string()
  .max(LIMITS.tagCharactersMax)
  .regex(/^[a-z0-9][a-z0-9._/-]{0,62}=[^=\p{Cc}]{0,200}$/u, "Write key=value.");

/** `*` stands for any characters. */
const glob = text(MASKING_LIMITS.globCharactersMax).trim().min(1, "Write a name, or *.");
const column = z.strictObject({
  ...{ schema: glob, table: glob, column: glob },
  kind: anyKind,
});

const words = (charactersMax: number, max: number) => list(text(charactersMax).trim(), max);
const kind = z.strictObject({
  name: z.string().regex(CUSTOM_NAME, "Small letters, digits and hyphens; a letter first."),
  patterns: list(text(CUSTOM_LIMITS.patternCharactersMax).min(1), CUSTOM_LIMITS.patternsMax),
  words: words(CUSTOM_LIMITS.wordCharactersMax, CUSTOM_LIMITS.wordsMax),
  context: words(CUSTOM_LIMITS.contextCharactersMax, CUSTOM_LIMITS.contextWordsMax),
  ignoreCase: z.boolean(),
  replacement: z.enum(CUSTOM_REPLACEMENTS),
});
const kinds = z.array(kind).max(CUSTOM_LIMITS.kindsOfRuleMax).readonly();

/** Lines and tabs may be in them. */
const example = z.strictObject({
  text: z.string().min(1).max(MASKING_LIMITS.exampleCharactersMax),
  expected: anyKind.nullable(),
});
const examples = z.array(example).max(MASKING_LIMITS.examplesMax).readonly();

/** Kind by kind. What cannot be done with a kind is refused, not done as something else. */
const replacements = z.partialRecord(z.enum(MASK_KINDS), z.enum(REPLACEMENTS)).refine(
  (said) =>
    MASK_KINDS.every((kind) => {
      const how = said[kind];
      return how === undefined || replacementsOf(kind).includes(how);
    }),
  "One of these kinds cannot be replaced so.",
);

const parts = {
  description: text(MASKING_LIMITS.descriptionCharactersMax),
  enabled: z.boolean(),
  scope: z.strictObject({
    connections: list(connectionName, MASKING_LIMITS.connectionsMax),
    tags: list(tag, MASKING_LIMITS.tagsMax),
  }),
  columns: z.array(column).max(MASKING_LIMITS.columnsMax).readonly(),
  comparisons: z.enum(COMPARISONS),
  /** Said where they are counted, and only there. */
  comparisonsPerDay: z.number().int().min(1).max(MASKING_LIMITS.comparisonsPerDayMax).nullable(),
  detectors: z.partialRecord(z.enum(MASK_KINDS), z.enum(SWITCHES)),
  replacements,
  builtInColumns: z.enum(SWITCHES).nullable(),
  exemptGroups: groupNames,
};
const anyName = text(MASKING_LIMITS.ruleNameCharactersMax);

export const maskingRuleForm = z.strictObject({
  name: anyName.trim().min(1, "A masking rule needs a name."),
  ...parts,
  comparisons: parts.comparisons.default("allow"),
  comparisonsPerDay: parts.comparisonsPerDay.default(null),
  replacements: replacements.default({}),
  kinds: kinds.default([]),
  examples: examples.default([]),
});
export type MaskingRuleForm = z.infer<typeof maskingRuleForm>;

export const maskingRuleChange = z.strictObject({
  id: maskingRuleId,
  version,
  // Said each time: who does not know of them must not allow what was refused, nor drop what was said.
  rule: maskingRuleForm.extend({ comparisons: parts.comparisons, replacements, kinds, examples }),
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

/** One that is being written, which has no name yet, in the place of the one that it changes. */
export const maskingPreview = z.strictObject({
  id: maskingRuleId.nullable(),
  rule: z.strictObject({
    ...{ name: anyName, ...parts },
    comparisonsPerDay: parts.comparisonsPerDay.default(null),
    kinds: kinds.default([]),
    examples: examples.default([]),
  }),
  /** Whose other rules mask beside it; `null`: none, it is looked at by itself. */
  connection: connectionName.nullable(),
  /** Of whoever would see it. */
  groups: groupNames,
  /** What table the sample is of, for columns that are named with their table. */
  schema: text(MASKING_LIMITS.globCharactersMax),
  table: text(MASKING_LIMITS.globCharactersMax),
  /** CSV, its first line the names of the columns. Pasted by hand: never read from a target. */
  sample: z.string().max(SAMPLE_LIMITS.charactersMax),
});
export type MaskingPreview = z.infer<typeof maskingPreview>;
