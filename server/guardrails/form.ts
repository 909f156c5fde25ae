import { z } from "zod";
import { GUARDRAIL_ACTIONS, GUARDRAIL_LIMITS, OUTCOMES } from "@/domain/guardrails/guardrail";
import { PACK_NAMES } from "@/domain/guardrails/packs";
import { criteria } from "@/protocol/guardrail-rules";
import { LINK_LIMITS } from "@/protocol/version";

const LIMITS = {
  ...{ connectionNameCharactersMax: 64, previewStatementsMax: 50 },
  ...{ tagCharactersMax: 264, idCharactersMax: 40 },
} as const;

/** Of one comparison in the workbench. */
export const WORKBENCH_LIMITS = {
  ...{ statementsMax: 500, statementCharactersMax: GUARDRAIL_LIMITS.exampleCharactersMax },
  ...{ charactersMax: 200_000, durationMsMax: 10_000 },
} as const;

const noControl = (text: string) => !/\p{Cc}/u.test(text);
/** A text of people may have lines; PostgreSQL stores no NUL. */
const noNul = (text: string) => !text.includes("\0");
const unique = <T>(given: readonly T[]) => new Set(given).size === given.length;

const text = (max: number) => z.string().max(max).refine(noControl, "no control characters");
const list = <T extends z.ZodType>(of: T, max: number) =>
  z.array(of).max(max).refine(unique, "each once").readonly();

export const guardrailId = z.string().min(1).max(LIMITS.idCharactersMax);
const version = z.number().int().min(1);
const connectionName = z.string().min(1).max(LIMITS.connectionNameCharactersMax);
const tag = z
  .string()
  .max(LIMITS.tagCharactersMax)
  .regex(/^[a-z0-9][a-z0-9._/-]{0,62}=[^=\p{Cc}]{0,200}$/u, "Write key=value.");

const statement = z.string().max(GUARDRAIL_LIMITS.exampleCharactersMax).refine(noNul, "no NUL");

const scope = z.strictObject({
  connections: list(connectionName, GUARDRAIL_LIMITS.connectionsMax),
  tags: list(tag, GUARDRAIL_LIMITS.tagsMax),
});

const parts = {
  ...{ description: text(GUARDRAIL_LIMITS.descriptionCharactersMax), enabled: z.boolean(), scope },
  ...{ action: z.enum(GUARDRAIL_ACTIONS), message: text(GUARDRAIL_LIMITS.messageCharactersMax) },
  criteria,
  examples: z
    .array(z.strictObject({ statement, expected: z.enum(OUTCOMES) }))
    .max(GUARDRAIL_LIMITS.examplesMax)
    .readonly()
    .default([]),
};
const anyName = text(GUARDRAIL_LIMITS.ruleNameCharactersMax);

export const guardrailForm = z.strictObject({
  name: anyName.trim().min(1, "A guardrail needs a name."),
  ...parts,
});
export type GuardrailForm = z.infer<typeof guardrailForm>;

export const guardrailChange = z.strictObject({
  id: guardrailId,
  version,
  guardrail: guardrailForm,
});
export type GuardrailChange = z.infer<typeof guardrailChange>;

export const guardrailSwitch = z.strictObject({ id: guardrailId, version, enabled: z.boolean() });
export type GuardrailSwitch = z.infer<typeof guardrailSwitch>;

/** Every guardrail there is, in the wanted order. */
export const guardrailOrder = z.strictObject({
  ids: list(guardrailId, GUARDRAIL_LIMITS.rulesMax),
});
export type GuardrailOrder = z.infer<typeof guardrailOrder>;

/** One that is being written, which has no name yet, in the place of the one that it changes. */
export const guardrailPreview = z.strictObject({
  id: guardrailId.nullable(),
  guardrail: z.strictObject({ name: anyName, ...parts }),
  /** Whose other guardrails stand beside it; `null`: all of them, wherever they are in force. */
  connection: connectionName.nullable(),
  statements: z.array(statement).max(LIMITS.previewStatementsMax).readonly(),
});
export type GuardrailPreview = z.infer<typeof guardrailPreview>;

export const packOrder = z.strictObject({ pack: z.enum(PACK_NAMES), scope });
export type PackOrder = z.infer<typeof packOrder>;

export const EXPORT_FORMAT = "gatehouse-guardrails-1";

export const guardrailImport = z.strictObject({
  format: z.literal(EXPORT_FORMAT),
  guardrails: z.array(guardrailForm).min(1).max(GUARDRAIL_LIMITS.rulesMax).readonly(),
});
export type GuardrailImport = z.infer<typeof guardrailImport>;

const pasted = z
  .array(statement)
  .min(1, "Nothing to try.")
  .max(WORKBENCH_LIMITS.statementsMax)
  .refine(
    (texts) => texts.reduce((sum, { length }) => sum + length, 0) <= WORKBENCH_LIMITS.charactersMax,
    `at most ${WORKBENCH_LIMITS.charactersMax} characters together`,
  )
  .readonly();

/** Statements from somewhere under the rules that there are and under edited ones. */
export const guardrailComparison = z.strictObject({
  source: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("pasted"), statements: pasted }),
    z.strictObject({ kind: z.literal("corpus") }),
    /** Of the last month; each is judged as on its own connection. */
    z.strictObject({ kind: z.literal("sessions") }),
  ]),
  edited: z.discriminatedUnion("kind", [
    /** In place of all that there are. */
    z.strictObject({ kind: z.literal("document"), document: guardrailImport }),
    /** In place of the one that it changes, or behind all others. */
    z.strictObject({
      ...{ kind: z.literal("guardrail"), id: guardrailId.nullable() },
      guardrail: z.strictObject({ name: anyName, ...parts }),
    }),
  ]),
  /** Whose guardrails; `null`: all of them, wherever they are in force. Sessions bring their own. */
  connection: connectionName.nullable(),
});
export type GuardrailComparison = z.infer<typeof guardrailComparison>;

/** What somebody is about to run. */
export const guardrailCheck = z.strictObject({
  connection: connectionName,
  statement: z.string().max(LINK_LIMITS.statementBytesMax),
});
export type GuardrailCheck = z.infer<typeof guardrailCheck>;
