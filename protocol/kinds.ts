import { z } from "zod";
import {
  CUSTOM_LIMITS,
  CUSTOM_NAME,
  CUSTOM_REPLACEMENTS,
} from "@/domain/masking/custom/custom-kind";
import { MASK_KINDS } from "@/domain/masking/masking-rule";

const customKind = z.templateLiteral(["custom:", z.string().regex(CUSTOM_NAME)]);

/** A built-in kind, or one that a masking rule defines. */
export const anyKind = z.union([z.enum(MASK_KINDS), customKind]);

/** A kind that a masking rule defines, as the agent gets it: only one that announces `custom-kinds` does. */
export const customKindDefinition = z.object({
  name: z.string().regex(CUSTOM_NAME),
  patterns: z
    .array(z.string().max(CUSTOM_LIMITS.patternCharactersMax))
    .max(CUSTOM_LIMITS.patternsMax),
  words: z.array(z.string().max(CUSTOM_LIMITS.wordCharactersMax)).max(CUSTOM_LIMITS.wordsMax),
  context: z
    .array(z.string().max(CUSTOM_LIMITS.contextCharactersMax))
    .max(CUSTOM_LIMITS.contextWordsMax),
  ignoreCase: z.boolean(),
  replacement: z.enum(CUSTOM_REPLACEMENTS),
});
