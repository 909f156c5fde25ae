import { guardrailCovers } from "../guardrails/guardrail";
import type { Actor } from "../people/user";
import type { ScopedConnection } from "../requests/access-rule";
import {
  type ColumnMaskingRule,
  DEFAULT_MASKING_RULES,
  MASK_KINDS,
  type MaskingRules,
  type MaskKind,
  strictest,
} from "./masking-rule";
import type { Replacement, Replacements } from "./replacements/replacement";
import type { MaskingRule, Switch } from "./written-rule";

/** A rule that has a say in a session, and whether it masks its owner. */
export interface MaskedBy {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly isExempt: boolean;
}

/** How many commands of one person may compare columns of a rule on one day. */
export interface ComparisonBudget {
  readonly ruleId: string;
  readonly rule: string;
  readonly perDay: number;
}

export interface MaskingOfSession {
  readonly rules: MaskingRules;
  /** Of the rules that mask its owner and count. */
  readonly budgets: readonly ComparisonBudget[];
  /** In their order; none: what is on out of the box masks alone. */
  readonly maskedBy: readonly MaskedBy[];
}

export interface MaskingCase {
  readonly actor: Pick<Actor, "groups">;
  readonly connection: ScopedConnection;
  readonly rules: readonly MaskingRule[];
}

/**
 * What a session is masked with: what any rule about its connection masks is masked, unless every
 * rule that masks it exempts a group of the actor; a detector or the built-in columns are off only
 * where a rule says so and no rule that masks the actor says on; of what no rule speaks, what is on
 * out of the box stays on. A kind is replaced as the first rule says that masks the actor and names
 * it, wherever it is found. What is asked of comparisons of a column is what the strictest of the rules
 * that mask it asks; of a pattern, each rule says its own, and where two meet the agent finds the strictest.
 */
export function maskingFor({ actor, connection, rules }: MaskingCase): MaskingOfSession {
  const about = rules
    .filter((rule) => guardrailCovers(rule, connection))
    .sort((one, other) => one.priority - other.priority || (one.id < other.id ? -1 : 1));
  const isExempt = ({ exemptGroups }: MaskingRule) =>
    exemptGroups.some((group) => actor.groups.includes(group));
  const masking = about.filter((rule) => !isExempt(rule));
  const isOn = (saying: (rule: MaskingRule) => Switch | null) => {
    if (masking.some((rule) => saying(rule) === "on")) return true;
    return about.every((rule) => saying(rule) === null);
  };
  const builtIn = isOn((rule) => rule.builtInColumns) ? DEFAULT_MASKING_RULES.columns : [];
  return {
    rules: {
      version: DEFAULT_MASKING_RULES.version,
      detectors: MASK_KINDS.filter((kind) => isOn((rule) => rule.detectors[kind] ?? null)),
      columns: [
        ...masking.flatMap((rule) => guarded(rule.columns, [rule])),
        ...guarded(
          builtIn,
          masking.filter((rule) => rule.builtInColumns === "on"),
        ),
      ],
      ...saidOf(masking),
      ...definedBy(masking),
    },
    budgets: masking.flatMap(budgetOf),
    maskedBy: about.map((rule) => {
      const { id, name, version } = rule;
      return { id, name, version, isExempt: isExempt(rule) };
    }),
  };
}

/** Only what is not redacted: where nothing is said, nothing is told. */
function saidOf(masking: readonly MaskingRule[]): Pick<MaskingRules, "replacements"> {
  const said = MASK_KINDS.map((kind): readonly [MaskKind, Replacement] => {
    const first = masking.find(({ replacements }) => replacements[kind] !== undefined);
    return [kind, first?.replacements[kind] ?? "redact"];
  }).filter(([, how]) => how !== "redact");
  if (said.length === 0) return {};
  const replacements: Replacements = Object.fromEntries(said);
  return { replacements };
}

/** Only where there are any: without them nothing but the compiled engine looks at a result. */
function definedBy(masking: readonly MaskingRule[]): Pick<MaskingRules, "custom"> {
  const custom = masking.flatMap(({ kinds }) => kinds);
  return custom.length === 0 ? {} : { custom };
}

/** Columns of these rules, with what the strictest of them ask of comparisons. */
function guarded(
  columns: readonly ColumnMaskingRule[],
  of: readonly MaskingRule[],
): readonly ColumnMaskingRule[] {
  const demand = strictest(of.map(({ comparisons }) => comparisons));
  if (demand === null) return columns;
  const names = of.filter((rule) => rule.comparisons === demand).map(({ name }) => name);
  const rules = names.sort();
  return columns.map((column) => ({ ...column, comparisons: demand, rules }));
}

/** One that says no number allows none. */
function budgetOf({ id, name, comparisons, comparisonsPerDay }: MaskingRule): ComparisonBudget[] {
  if (comparisons !== "count") return [];
  return [{ ruleId: id, rule: name, perDay: comparisonsPerDay ?? 0 }];
}
