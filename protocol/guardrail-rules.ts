import { z } from "zod";
import { RELATION_ACCESSES } from "@/domain/guardrails/criteria/relations";
import { WEEKDAYS } from "@/domain/guardrails/criteria/time";
import { GUARDRAIL_ACTIONS, GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { OUTPUT_ACTIONS } from "@/domain/guardrails/output/output-rule";
import { STATEMENT_KINDS } from "@/domain/statements/facts";

const ZONE_CHARACTERS_MAX = 60;

const unique = <T>(given: readonly T[]) => new Set(given).size === given.length;
const noControl = (text: string) => !/\p{Cc}/u.test(text);
const text = (max: number) => z.string().max(max).refine(noControl, "no control characters");
const list = <T extends z.ZodType>(of: T, max: number) =>
  z.array(of).max(max).refine(unique, "each once").readonly();

const { namesMax, nameCharactersMax, joinsMax, criteriaMax } = GUARDRAIL_LIMITS;
const names = list(text(nameCharactersMax).trim().min(1), namesMax);
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "Write HH:MM.");

const planNumber = z.number().int().min(0).max(GUARDRAIL_LIMITS.planNumberMax);

/** One member a file of `domain/guardrails/criteria`. */
const onStatements = [
  z.strictObject({
    kind: z.literal("statement-kinds"),
    kinds: list(z.enum(STATEMENT_KINDS), STATEMENT_KINDS.length),
  }),
  z.strictObject({ kind: z.literal("relations"), names, access: z.enum(RELATION_ACCESSES) }),
  z.strictObject({ kind: z.literal("every-row") }),
  z.strictObject({ kind: z.literal("no-limit"), names }),
  z.strictObject({ kind: z.literal("joins"), joinsMax: z.number().int().min(0).max(joinsMax) }),
  z.strictObject({ kind: z.literal("several-statements") }),
  z.strictObject({ kind: z.literal("calls"), names }),
  z.strictObject({ kind: z.literal("unknown-calls") }),
  z.strictObject({ kind: z.literal("unparsed") }),
  z.strictObject({
    kind: z.literal("time"),
    zone: text(ZONE_CHARACTERS_MAX).min(1),
    days: list(z.enum(WEEKDAYS), WEEKDAYS.length),
    ...{ from: time, to: time, when: z.enum(["inside", "outside"]) },
  }),
  z.strictObject({ kind: z.literal("plan-cost"), costMax: planNumber }),
  z.strictObject({ kind: z.literal("plan-rows"), rowsMax: planNumber }),
  z.strictObject({ kind: z.literal("plan-scan"), rowsMax: planNumber }),
] as const;

const word = z.string().min(1).max(nameCharactersMax).refine(noControl, "no control characters");
const pattern = z
  .string()
  .max(GUARDRAIL_LIMITS.patternCharactersMax)
  .refine(noControl, "no control characters");
const onResults = [
  z.strictObject({
    kind: z.literal("result-words"),
    words: list(word, namesMax),
    ignoreCase: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("result-pattern"), pattern, ignoreCase: z.boolean() }),
] as const;

const criterion = z.discriminatedUnion("kind", [...onStatements, ...onResults]);

export const criteria = z.array(criterion).max(criteriaMax).readonly();

const told = {
  id: z.string().max(40),
  name: z.string().max(GUARDRAIL_LIMITS.ruleNameCharactersMax),
  message: z.string().max(GUARDRAIL_LIMITS.messageCharactersMax),
};

/** A guardrail as the agent is told it: what it needs to decide again, and to say why. */
export const guardrailRule = z.object({
  ...told,
  action: z.enum(GUARDRAIL_ACTIONS),
  priority: z.number().int().positive(),
  criteria: z
    .array(z.discriminatedUnion("kind", [...onStatements]))
    .max(criteriaMax)
    .readonly(),
});

/** One on what is returned, in the order of their priority. */
export const outputRule = z.object({
  ...told,
  action: z.enum(OUTPUT_ACTIONS),
  criterion: z.discriminatedUnion("kind", [...onResults]),
});

/** What such a rule did to the result of a session. */
export const outputLine = z.object({
  ruleId: told.id,
  rule: told.name,
  action: z.enum(OUTPUT_ACTIONS),
  count: z.number().int().min(0),
});
