import { z } from "zod";
import { GROUP_NAME_CHARACTERS_MAX } from "@/domain/people/group-name";
import { RULE_COMMANDS, RULE_LIMITS } from "@/domain/requests/access-rule";
import { REQUEST_KINDS, REQUEST_LIMITS } from "@/domain/requests/request";

const LIMITS = {
  ...{ pageRowsMax: 100, pagesMax: 1_000, connectionNameCharactersMax: 64 },
  ...{ integrationNameCharactersMax: 60, tellsMax: 20 },
  /** What a form may be looked at with before it is right. */
  secondsMax: 1_000_000_000,
} as const;

const noControl = (text: string) => !/\p{Cc}/u.test(text);
const unique = <T>(given: readonly T[]) => new Set(given).size === given.length;

export const ruleId = z.string().min(1).max(40);
const version = z.number().int().min(1);

const text = (max: number) => z.string().max(max).refine(noControl, "no control characters");
const ruleName = text(RULE_LIMITS.nameCharactersMax).trim().min(1, "A rule needs a name.");
export const connectionName = z.string().min(1).max(LIMITS.connectionNameCharactersMax);
const tag = z
  .string()
  .max(264)
  .regex(/^[a-z0-9][a-z0-9._/-]{0,62}=[^=\p{Cc}]{0,200}$/u, "Write key=value.");

const list = <T extends z.ZodType>(of: T, max: number) =>
  z.array(of).max(max).refine(unique, "each once");
const groups = list(z.string().min(1).max(GROUP_NAME_CHARACTERS_MAX), RULE_LIMITS.groupsMax);

const needs = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("groups"), groups }),
  z.strictObject({ kind: z.literal("all-but"), groups }),
]);
const approvals = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("any") }),
  z.strictObject({ kind: z.literal("each") }),
  z.strictObject({
    kind: z.literal("count"),
    count: z.number().int().min(1).max(RULE_LIMITS.approvalsMax),
  }),
]);

const { timeoutSecondsMin, timeoutSecondsMax, windowSecondsMin, windowSecondsMax } = REQUEST_LIMITS;
const times = {
  timeoutSeconds: z.number().int().min(timeoutSecondsMin).max(timeoutSecondsMax),
  durationSecondsMax: z.number().int().min(windowSecondsMin).max(windowSecondsMax),
};
const timesAsTyped = {
  timeoutSeconds: z.number().int().min(0).max(LIMITS.secondsMax),
  durationSecondsMax: z.number().int().min(0).max(LIMITS.secondsMax),
};

/** What is asked of whom by whom: the same in a rule over many connections and in one of its own. */
const asked = {
  ...{ kind: z.enum(REQUEST_KINDS), needs, approverGroups: groups, approvals },
  breakGlassGroups: groups,
  /** Integrations by name; none: those that are told of every request. */
  tells: list(z.string().min(1).max(LIMITS.integrationNameCharactersMax), LIMITS.tellsMax).default(
    [],
  ),
};

const anyRule = {
  ...{ description: text(RULE_LIMITS.descriptionCharactersMax), enabled: z.boolean(), ...asked },
  scope: z.strictObject({
    connections: list(connectionName, RULE_LIMITS.connectionsMax),
    tags: list(tag, RULE_LIMITS.tagsMax),
  }),
  ...{ commands: z.enum(RULE_COMMANDS), reasonRequired: z.boolean() },
  ...{ adminsApproveThemselves: z.boolean(), selfApproval: z.boolean() },
};

export const ruleForm = z.strictObject({ name: ruleName, ...anyRule, ...times });
export type RuleForm = z.infer<typeof ruleForm>;

export const ruleChange = z.strictObject({ id: ruleId, version, rule: ruleForm });
export type RuleChange = z.infer<typeof ruleChange>;

/** A rule that is being written: it has no name yet, or times that are still being typed. */
export const rulePreview = z.strictObject({
  ...{ name: text(RULE_LIMITS.nameCharactersMax), ...anyRule, ...timesAsTyped },
});
export type RulePreview = z.infer<typeof rulePreview>;

export const ruleSwitch = z.strictObject({ id: ruleId, version, enabled: z.boolean() });
export type RuleSwitch = z.infer<typeof ruleSwitch>;

export const ruleList = z.strictObject({
  text: z.string().trim().max(200).default(""),
  page: z.number().int().min(1).max(LIMITS.pagesMax).default(1),
  limit: z.number().int().min(1).max(LIMITS.pageRowsMax).default(50),
});
export type RuleList = z.infer<typeof ruleList>;

/** The toggle of one connection: its own rule, or none. `version` is of the one that was looked at. */
export const connectionRule = z.strictObject({
  ...{ connection: connectionName, version: version.nullable() },
  rule: z.strictObject({ ...asked, ...times }).nullable(),
});
export type ConnectionRule = z.infer<typeof connectionRule>;
