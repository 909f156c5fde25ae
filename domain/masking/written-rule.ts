import type { GroupName } from "../people/user";
import type { RuleScope } from "../requests/access-rule";
import type { CustomKindDefinition } from "./custom/custom-kind";
import { COMPARISON_DEMANDS, type ColumnMaskingRule, type MaskKind } from "./masking-rule";
import type { Replacements } from "./replacements/replacement";

export const SWITCHES = ["on", "off"] as const;
export type Switch = (typeof SWITCHES)[number];

/**
 * Whether a statement may use a masked column where its value decides something without being shown:
 * which rows there are, in which order, whether an expression fails. Who may ask often enough learns
 * the value from the answers.
 */
export const COMPARISONS = ["allow", ...COMPARISON_DEMANDS] as const;
export type Comparisons = (typeof COMPARISONS)[number];

/** A masking rule as an admin wrote it: what it says of the connections that it is about. */
export interface MaskingRule {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly enabled: boolean;
  /** Its place among all, from 1: of rules that mask the same column, the first says as what. */
  readonly priority: number;
  /** Names of connections, and tags of which a connection carries any. Both empty: every connection. */
  readonly scope: RuleScope;
  /** Columns that it masks whole. */
  readonly columns: readonly ColumnMaskingRule[];
  /** Of its columns, and of the built-in ones where it says that they are masked. */
  readonly comparisons: Comparisons;
  /** Where they are counted: how many commands of one person may compare on one day of UTC. */
  readonly comparisonsPerDay: number | null;
  /** What it says of a detector; of one that it does not name it says nothing. */
  readonly detectors: Readonly<Partial<Record<MaskKind, Switch>>>;
  /** What stands in place of a kind, wherever it is masked; of a kind that it does not name it says nothing. */
  readonly replacements: Replacements;
  /** Kinds that it defines: looked for, and masked, wherever the rule masks. */
  readonly kinds: readonly CustomKindDefinition[];
  /** What it says of the columns that are masked by their names out of the box; `null`: nothing. */
  readonly builtInColumns: Switch | null;
  /** Who is not masked by this rule. Other rules, and what is on out of the box, mask them still. */
  readonly exemptGroups: readonly GroupName[];
}

export const MASKING_LIMITS = {
  ...{ rulesMax: 100, columnsMax: 100, exemptGroupsMax: 50, connectionsMax: 500, tagsMax: 50 },
  ...{ ruleNameCharactersMax: 100, descriptionCharactersMax: 500, globCharactersMax: 130 },
  ...{ groupNameCharactersMax: 100, comparisonsPerDayMax: 1_000 },
  ...{ examplesMax: 30, exampleCharactersMax: 2_000 },
  /** Of all rules together: they must fit into one message to an agent, beside the built-in ones. */
  columnsOfAllMax: 900,
} as const;
